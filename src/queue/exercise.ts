import { dayOf, phoneHoursOn } from '../region/calendar';
import { commonQueue, type Region } from '../region/region';
import type { WorkDesk } from './desk';
import { bareRecord, type NewHandoff } from './handoff';
import type { Worker } from './ports';

/** How long before the first phone hour the pipe is tried: time enough to mend it or to call somebody. */
const leadMinutes = 30;

/** The exercise that a region's pipe should be in at a moment: its day, and when the first phone hour begins. */
export interface DueExercise {
  readonly day: string;
  readonly slotAt: Date;
}

/** From half an hour before the first phone hour until the last one ends there is an exercise of the day; never at night or on a holiday. */
export function exerciseDue(region: Region, now: Date): DueExercise | undefined {
  const hours = phoneHoursOn(region, now);
  if (!hours || now.getTime() < hours.from.getTime() - leadMinutes * 60_000 || now >= hours.to) return undefined;
  return { day: dayOf(now), slotAt: hours.from };
}

/** A handoff of nobody, in the common queue, so that its notice goes to the receivers of every area of the region. */
export function exerciseHandoff(
  region: Region,
  due: DueExercise,
  at: Date,
  names: { readonly case: string; readonly about: string },
): NewHandoff {
  const id = `exercise:${region.region}:${due.day}`;
  const now = at.toISOString();
  return {
    id,
    case: names.case,
    // No code hashes to this, so it is opened by none.
    codeHash: id,
    conversation: null,
    kind: 'synthetic',
    origin: 'chat',
    region: region.region,
    area: commonQueue,
    dangerRank: 0,
    childSelf: false,
    receivedAt: now,
    dueAt: due.slotAt.toISOString(),
    record: { ...bareRecord(now), ownWords: names.about },
  };
}

/** The house itself, where it does what a worker would; the trail of looks and moves names it so. */
const house: Worker = {
  id: 'luotsi',
  name: 'Luotsi',
  purpose: 'exercise of the notices',
  role: 'supervisor',
  areas: 'all',
};

/** Claims and closes the handoff of an exercise by the moves of every worker, from wherever an earlier attempt has left it. */
export async function acknowledgeExercise(desk: WorkDesk<unknown>, handoff: string): Promise<void> {
  const { state } = await desk.open(house, handoff);
  if (state === 'waiting') await desk.make(house, handoff, 'claim', {});
  if (state !== 'closed') await desk.make(house, handoff, 'close', { ending: 'other' });
}
