import type { Listed, Me } from '../shapes';
import { isOfferedTo, isOver } from '../queue/filters';

/** What the screen offers to do with a handoff. The server decides in the end; this only spares vain tries. */
export const actions = [
  'claim',
  'accept',
  'refuse',
  'contacted',
  'tried',
  'consult',
  'answer',
  'offer',
  'take-over',
  'return',
  'close',
  'fill',
  'reopen',
  'copy',
  'transferred',
] as const;
export type Action = (typeof actions)[number];

type Standing = Pick<Listed, 'state' | 'owner' | 'offeredTo' | 'fillLater' | 'transferredAt'>;

/** What this worker may do with a handoff now, the likeliest first. Pure. */
export function actionsFor(handoff: Listed, me: Pick<Me, 'id' | 'areas'>): readonly Action[] {
  if (handoff.state === 'waiting') return ['claim'];
  if (isOver(handoff)) return afterwards(handoff);
  const mine = handoff.owner === me.id;
  if (handoff.state === 'offered') return offered(handoff, mine, isOfferedTo(handoff, me));
  const answers: readonly Action[] = handoff.state === 'consulting' ? ['answer'] : [];
  if (!mine) return [...answers, 'take-over'];
  return ['contacted', 'tried', ...answers, 'consult', 'offer', 'return', 'close'];
}

function offered(handoff: Standing, mine: boolean, here: boolean): readonly Action[] {
  if (here) return ['accept', 'refuse'];
  if (!mine) return ['take-over'];
  // A party outside the queue has no console: the owner writes down its answer.
  return handoff.offeredTo?.party === undefined
    ? ['contacted', 'tried', 'refuse']
    : ['accept', 'refuse', 'contacted', 'tried'];
}

function afterwards({ state, fillLater, transferredAt }: Standing): readonly Action[] {
  return [
    ...(fillLater ? (['fill'] as const) : []),
    'copy',
    ...(transferredAt === null ? (['transferred'] as const) : []),
    ...(state === 'closed' ? (['reopen'] as const) : []),
  ];
}
