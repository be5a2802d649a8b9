import { DateTime } from 'luxon';
import { isoDay, lineVersionOn, zone } from './calendar';
import type { Region } from './region';

/** Further ahead nobody looks: a region whose hours have no end is known for so many days. */
export const furthest = 400;

/**
 * How many days ahead, today included, the hours of a region's lines are known in every area that has any now or had some: the
 * first day without is where promises and "answers next on" would end.
 */
export function horizonDays(region: Pick<Region, 'areas' | 'lines'>, now: Date): number {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const served = region.areas.filter((area) =>
    region.lines.some((line) => line.versions.some((version) => version.areas.includes(area.id))),
  );
  for (let ahead = 0; ahead < furthest; ahead += 1) {
    const day = isoDay(today.plus({ days: ahead }));
    const known = served.every((area) => region.lines.some((line) => lineVersionOn(line, area.id, day)));
    if (!known) return ahead;
  }
  return furthest;
}
