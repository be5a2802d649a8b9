import fc from 'fast-check';
import { DateTime } from 'luxon';
import { isoDay, lineVersionOn, zone } from '../../src/region/calendar';
import { furthest, horizonDays } from '../../src/region/horizon';
import { everyWeekday, smallLine, smallRegion } from '../support/small-region';

const first = DateTime.fromISO('2026-09-01', { zone });
const dayAfter = (days: number): string => isoDay(first.plus({ days }));

/** Day by day, as anybody would count. */
function counted(region: Parameters<typeof horizonDays>[0], now: Date): number {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const served = region.areas.filter(({ id }) =>
    region.lines.some(({ versions }) => versions.some(({ areas }) => areas.includes(id))),
  );
  for (let ahead = 0; ahead < furthest; ahead += 1) {
    const day = isoDay(today.plus({ days: ahead }));
    if (!served.every(({ id }) => region.lines.some((one) => lineVersionOn(one, id, day)))) return ahead;
  }
  return furthest;
}

test('hours are known until the day that nobody tells of, whatever the versions of a line are', () => {
  const version = fc.record({
    from: fc.integer({ min: -30, max: 500 }),
    length: fc.option(fc.integer({ min: 0, max: 300 })),
    areas: fc.constantFrom(['north'], ['south'], ['north', 'south']),
  });
  fc.assert(
    fc.property(fc.array(version, { maxLength: 5 }), fc.integer({ min: 0, max: 430 }), (told, today) => {
      const versions = told.flatMap(({ from, length, areas }) => {
        const to = length === null ? undefined : dayAfter(from + length);
        return smallLine('line', areas, everyWeekday('09:00-11:00'), dayAfter(from), to)['versions'];
      });
      const line = { ...smallLine('line', ['north'], {}), versions };
      const region = smallRegion({ lines: versions.length === 0 ? [] : [line] });
      const now = first.plus({ days: today, hours: 9 }).toJSDate();
      expect(horizonDays(region, now)).toBe(counted(region, now));
    }),
    { numRuns: 60 },
  );
});
