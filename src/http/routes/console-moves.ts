import { z } from 'zod';
import { ServiceError } from '../../errors';
import { attempts, dutyDecisions, endings } from '../../queue/contract';
import { moves, type Move } from '../../queue/life';
import type { MoveTold } from '../../queue/ports';
import { registers } from '../../region/region';

const words = z.string().max(10_000);
const said = words.refine((text) => text.trim() !== '', { message: 'words are needed' });
const id = z.string().min(1).max(100);
const maybe = z.object({ text: words.optional() });
const needed = z.object({ text: said });

const closing = z.object({
  register: z.enum(registers),
  led: z.boolean(),
  target: z.string().max(500).optional(),
  minutes: z.number().int().min(0).max(10_000).optional(),
});

const target = z.union([
  z.strictObject({ area: z.string().regex(/^[a-z0-9_-]{1,60}\/[a-z0-9_-]{1,60}$/) }),
  z.strictObject({ party: id }),
]);

/** What each move must tell, and what it may. */
const bodies: Readonly<Record<Move, z.ZodType<MoveTold>>> = {
  claim: z.object({}),
  'take-over': maybe,
  return: maybe,
  note: needed,
  evaluate: z.object({
    axes: z.strictObject({
      coping: z.enum(['easy', 'hard']),
      'needs-many': z.enum(['few', 'many']),
      scales: z.record(z.string().max(40), z.number().int().min(0).max(4)),
    }),
  }),
  contacted: maybe,
  tried: z.object({ how: z.enum(attempts), text: words.optional() }),
  consult: z.object({ to: id, text: said, identity: z.boolean().optional() }),
  answer: needed,
  offer: z.object({ target, text: said }),
  accept: maybe,
  refuse: needed,
  say: needed,
  duty: z.object({ decision: z.enum(dutyDecisions), text: words.optional() }),
  triggers: z.object({ ids: z.array(id).max(50) }).transform(({ ids }) => ({ triggers: ids })),
  // Without its register a closing waits to be filled in: solving comes first.
  close: closing
    .partial()
    .extend({ ending: z.enum(endings), fillLater: z.boolean().optional(), text: words.optional() })
    .transform(({ ending, fillLater, text, ...filled }) => {
      const read = fillLater === true ? undefined : closing.safeParse(filled).data;
      return { ending, text, ...(read ? { closing: read } : {}) };
    }),
  fill: closing.extend({ text: words.optional() }).transform(({ text, ...filled }) => ({ text, closing: filled })),
  reopen: maybe,
  transferred: z.object({}),
};

/** The move that an address names; another name is no address. */
export function moveNamed(name: string): Move {
  const move = moves.find((one) => one === name);
  if (move === undefined) throw new ServiceError('not-found');
  return move;
}

/** Reads what a move tells; a body that lacks what the move needs is refused whole. */
export function moveTold(move: Move, body: unknown): MoveTold {
  const read = bodies[move].safeParse(body ?? {});
  if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
  return read.data;
}
