import { DateTime } from 'luxon';
import { isoDay, linesFor, periodsOn, zone } from './calendar';
import { minuteOf, reckonedOnce } from './reckoned';
import type { Region } from './region';

const farthest = 14;

/** A day, yyyy-mm-dd, and a time of the clock. */
export interface Answering {
  readonly day: string;
  readonly time: string;
}

/**
 * When somebody next answers one of the region's lines, if nobody does just now. Nothing while a line has its hours, and nothing when
 * no hours are known: it is never said that somebody answers now (law.md 6.3).
 */
export function nobodyUntil(region: Region, now: Date): Answering | undefined {
  return answers(region, minuteOf(now), () => reckon(region, now));
}

const answers = reckonedOnce<Answering | undefined>();

function reckon(region: Region, now: Date): Answering | undefined {
  const at = DateTime.fromJSDate(now, { zone });
  for (let ahead = 0; ahead <= farthest; ahead += 1) {
    const day = at.startOf('day').plus({ days: ahead });
    const periods = linesFor(region, undefined, ahead === 0 ? now : day.toJSDate())
      .flatMap(({ version }) => periodsOn(version.hours, day, region))
      .filter((period) => period.to > at)
      .sort((one, other) => one.from.toMillis() - other.from.toMillis());
    const [first] = periods;
    if (first) return first.from > at ? { day: isoDay(first.from), time: first.from.toFormat('H.mm') } : undefined;
  }
  return undefined;
}
