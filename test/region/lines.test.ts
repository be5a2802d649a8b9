import { DateTime } from 'luxon';
import { isoDay, linesFor, lineVersionOn, zone, type LineHours } from '../../src/region/calendar';
import { areaOf, type Region } from '../../src/region/region';
import { theContent } from '../support/house';
import { everyWeekday, smallLine, smallRegion } from '../support/small-region';

const instant = (text: string): Date => DateTime.fromISO(text, { zone }).toJSDate();

function etelaPohjanmaa(): Region {
  const region = theContent().regions['etela-pohjanmaa'];
  if (!region) throw new Error('the region is missing');
  return region;
}

const short = ({ line, today, next }: LineHours): string =>
  `${line.phone} | ${today.join(' ')} | ${next ? `${isoDay(next.day)} ${next.periods.join(' ')}` : ''}`;

describe('the lines of Etelä-Pohjanmaa as the documents date them (domain 5.2)', () => {
  const pilot = '040 352 3841';
  const seinajoki = '050 344 8443';
  const suupohja = '040 640 2436';
  const day = (date: string): Date => instant(`${date}T08:00`);
  const wholeDay = ['9–15'];
  const twoPeriods = ['9–11', '13–15'];

  const table: readonly (readonly [string, string, readonly (readonly [string, readonly string[]])[]])[] = [
    // 10.8.2023 is the last day on which the pilot's line serves everybody.
    ['2023-08-10', 'seinajoki', [[pilot, wholeDay]]],
    ['2023-08-10', 'suupohja', [[pilot, wholeDay]]],
    ['2023-08-10', 'lapua', [[pilot, wholeDay]]],
    ['2023-08-10', 'kuussote', [[pilot, wholeDay]]],
    // 11.8.2023 is a Friday: Seinäjoki's line answers on Tuesdays, Wednesdays and Thursdays only.
    ['2023-08-11', 'seinajoki', [[seinajoki, []]]],
    ['2023-08-11', 'suupohja', [[suupohja, wholeDay]]],
    ['2023-08-11', 'lapua', [[pilot, wholeDay]]],
    ['2023-08-11', 'kuussote', []],
    ['2023-09-11', 'seinajoki', [[seinajoki, []]]],
    ['2023-09-11', 'suupohja', [[suupohja, wholeDay]]],
    ['2023-09-11', 'lapua', [[pilot, wholeDay]]],
    ['2023-09-11', 'kuussote', []],
    ['2023-09-12', 'seinajoki', [[seinajoki, twoPeriods]]],
    ['2023-09-12', 'suupohja', [[suupohja, twoPeriods]]],
    ['2023-09-12', 'lapua', [[pilot, twoPeriods]]],
    ['2023-09-12', 'kuussote', [[pilot, twoPeriods]]],
  ];
  test.each(table)('on %s a family of the area %s is given %j', (date, area, expected) => {
    const found = linesFor(etelaPohjanmaa(), area, day(date));
    expect(found.map(({ line, today }) => [line.phone, today])).toEqual(expected);
  });

  test.each([
    ['2023-08-15', ['9–11']],
    ['2023-08-16', ['12–14']],
    ['2023-08-17', ['12–14']],
    ['2023-08-18', []],
    ['2023-08-21', []],
  ])("Seinäjoki's first hours on %s are %j", (date, expected) => {
    expect(linesFor(etelaPohjanmaa(), 'seinajoki', day(date))[0]?.today).toEqual(expected);
  });

  test.each([
    ['2023-08-10', [pilot]],
    ['2023-08-11', [pilot, seinajoki, suupohja]],
    ['2023-09-12', [pilot, seinajoki, suupohja]],
    ['2026-11-23', [pilot, seinajoki, suupohja]],
  ])('on %s a family whose municipality is not known is given every line once', (date, expected) => {
    expect(linesFor(etelaPohjanmaa(), undefined, day(date)).map(({ line }) => line.phone)).toEqual(expected);
  });

  test.each([
    ['seinajoki', 'seinajoki'],
    ['isokyro', 'seinajoki'],
    ['kurikka', 'suupohja'],
    ['ilmajoki', 'suupohja'],
    ['lapua', 'lapua'],
    ['alavus', 'kuussote'],
  ])('a family of %s belongs to the area %s', (municipality, area) => {
    expect(areaOf(etelaPohjanmaa(), municipality)?.id).toBe(area);
  });

  test.each(['lappajarvi', 'soini', 'espoo', undefined])('no area is guessed for %s', (municipality) => {
    expect(areaOf(etelaPohjanmaa(), municipality)).toBeUndefined();
  });

  test('the evening before the hours change, the next hours told are the new ones', () => {
    const told = linesFor(etelaPohjanmaa(), 'seinajoki', instant('2023-09-11T16:00'));
    expect(told.map(short)).toEqual([`${seinajoki} |  | 2023-09-12 9–11 13–15`]);
  });

  test('on the last day of the pilot nobody of Seinäjoki is told to call its line tomorrow', () => {
    const told = linesFor(etelaPohjanmaa(), 'seinajoki', instant('2023-08-10T16:00'));
    expect(told.filter(({ line, next }) => line.phone === pilot && next !== undefined).map(short)).toEqual([]);
  });
});

describe('the hours told today', () => {
  const region = smallRegion();
  const told = (text: string): string[] => linesFor(region, 'north', instant(text)).map(short);

  test.each([
    ['2026-11-23T00:00', '040 123 4567 | 9–11 13–15 | 2026-11-24 9–11 13–15'],
    ['2026-11-23T10:59', '040 123 4567 | 9–11 13–15 | 2026-11-24 9–11 13–15'],
    ['2026-11-23T11:00', '040 123 4567 | 13–15 | 2026-11-24 9–11 13–15'],
    ['2026-11-23T14:59', '040 123 4567 | 13–15 | 2026-11-24 9–11 13–15'],
    ['2026-11-23T15:00', '040 123 4567 |  | 2026-11-24 9–11 13–15'],
    ['2026-11-27T15:30', '040 123 4567 |  | 2026-11-30 9–11 13–15'],
    ['2026-12-23T15:30', '040 123 4567 |  | 2026-12-28 9–11 13–15'],
    ['2026-12-25T10:00', '040 123 4567 |  | 2026-12-28 9–11 13–15'],
  ])('at %s nothing is told that is already over', (now, expected) => {
    expect(told(now)).toEqual([expected]);
  });

  test('minutes are told when a period does not begin or end on the hour', () => {
    const halves = smallRegion({ lines: [smallLine('line', ['north'], { mon: ['08:30-11:05'] })] });
    expect(linesFor(halves, 'north', instant('2026-11-23T08:00'))[0]?.today).toEqual(['8.30–11.05']);
  });

  test('a line that nobody answers for two weeks tells no next hours', () => {
    const silent = smallRegion({ lines: [smallLine('line', ['north'], {})] });
    expect(linesFor(silent, 'north', instant('2026-11-23T08:00'))[0]?.next).toBeUndefined();
  });

  test('an area without a line is told none', () => {
    expect(linesFor(region, 'south', instant('2026-11-23T08:00'))).toEqual([]);
    expect(linesFor(region, 'nowhere', instant('2026-11-23T08:00'))).toEqual([]);
  });
});

describe('dated versions of a line', () => {
  const version = (from: string, areas: readonly string[], to?: string): Record<string, unknown> => ({
    'valid-from': from,
    ...(to === undefined ? {} : { 'valid-to': to }),
    areas,
    hours: everyWeekday('09:00-10:00'),
    source: from,
    'checked-at': '2026-01-01',
  });
  const region = smallRegion({
    lines: [
      {
        id: 'line',
        name: { fi: 'line' },
        phone: '040 123 4567',
        versions: [
          version('2026-01-01', ['north', 'south']),
          version('2026-03-01', ['north']),
          version('2026-05-01', ['south'], '2026-05-31'),
        ],
      },
    ],
  });
  const line = region.lines[0];
  if (!line) throw new Error('no line');

  test.each([
    ['north', '2025-12-31', undefined],
    ['north', '2026-01-01', '2026-01-01'],
    ['north', '2026-02-28', '2026-01-01'],
    ['north', '2026-03-01', '2026-03-01'],
    ['south', '2026-03-01', '2026-01-01'],
    ['south', '2026-05-31', '2026-05-01'],
    ['south', '2026-06-01', '2026-01-01'],
    ['nowhere', '2026-03-01', undefined],
  ])('in the %s on %s the version of %s holds', (area, day, from) => {
    expect(lineVersionOn(line, area, day)?.['valid-from']).toBe(from);
  });

  test('hours carry the version they were read from, so that the source can be shown', () => {
    const found = linesFor(region, 'north', instant('2026-03-02T08:00'))[0];
    expect(found?.version.source).toBe('2026-03-01');
  });
});
