import type { Happened } from '../shapes';

/** The last thing of a kind that has happened; the browsers we serve do not all look from the end themselves. */
export function latest(events: readonly Happened[], is: (event: Happened) => boolean): Happened | undefined {
  return [...events].reverse().find(is);
}
