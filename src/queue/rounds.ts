import { RevisionConflict } from '../errors';
import type { Region } from '../region/region';
import type { MoveWords } from './family-hears';
import type { Listed } from './handoff';
import { otherMove } from './others';
import { dueNow } from './promise-rounds';
import type { Desk, Notice } from './ports';

export interface RoundDone<Announced> {
  /** Given back to the queue. */
  readonly returned: number;
  /** Open handoffs whose promise has been broken. */
  readonly overdue: number;
  /** New reminders and alarms. */
  readonly noticed: number;
  /** What families were told of it. */
  readonly announced: readonly Announced[];
  /** Why some could not be given back; the next round tries again. */
  readonly faults: readonly unknown[];
}

/**
 * One round of the promise, each minute: idempotent, and safe when two replicas run it at once. What is given back is guarded by its
 * revision, what is told by its id.
 */
export async function promiseRound<Announced>(
  desk: Desk<Announced>,
  regions: Readonly<Record<string, Region>>,
  words: MoveWords,
  now: Date,
): Promise<RoundDone<Announced>> {
  const absent = new Set((await desk.absent()).map((one) => one.worker));
  const announced: Announced[] = [];
  const notices: Notice[] = [];
  const left: { readonly one: Listed; readonly region: Region }[] = [];
  const faults: unknown[] = [];
  let [returned, overdue] = [0, 0];
  for await (const one of desk.everyOpen()) {
    const region = regions[one.region];
    if (!region) continue;
    const due = dueNow(one, region, now, absent);
    if (due.overdue) overdue += 1;
    notices.push(...due.notices);
    if (due.giveBack) left.push({ one, region });
  }
  const noticed = notices.length === 0 ? 0 : await desk.notify(notices, now.toISOString());
  for (const { one, region } of left) {
    try {
      const back = await giveBack(desk, one, words, now, (again) => dueNow(again, region, now, absent).giveBack);
      if (!back.moved) continue;
      returned += 1;
      if (back.announced !== undefined) announced.push(back.announced);
    } catch (error) {
      faults.push(error);
    }
  }
  return { returned, overdue, noticed, announced, faults };
}

async function giveBack<Announced>(
  desk: Desk<Announced>,
  one: Listed,
  words: MoveWords,
  now: Date,
  still: (one: Listed) => boolean,
): Promise<{ readonly moved: boolean; readonly announced?: Announced | undefined }> {
  const found = await desk.read(one.id);
  // Its owner may have touched it since it was listed.
  if (!found || !still(found)) return { moved: false };
  try {
    return await otherMove(desk, found, 'give-back', now, words);
  } catch (error) {
    // The family wrote at the same moment: the next round comes in a minute.
    if (error instanceof RevisionConflict) return { moved: false };
    throw error;
  }
}
