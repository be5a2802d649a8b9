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
  // Hours can only stop being known where a version ends: the days between are like the day before.
  const days = region.lines
    .flatMap(({ versions }) => versions.map((version) => version['valid-to']))
    .filter((last) => last !== undefined)
    .map((last) => DateTime.fromISO(last, { zone }).plus({ days: 1 }))
    .filter((day) => day > today && day < today.plus({ days: furthest }))
    .sort((one, other) => one.toMillis() - other.toMillis());
  const unknown = [today, ...days].find(
    (day) => !served.every((area) => region.lines.some((line) => lineVersionOn(line, area.id, isoDay(day)))),
  );
  return unknown === undefined ? furthest : Math.round(unknown.diff(today, 'days').days);
}
