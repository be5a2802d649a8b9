import { away, clock, day } from '../../../src/web/console/clock';

/** Monday at ten in Finland. */
const now = new Date('2026-11-23T08:00:00Z');

test.each([
  ['2026-11-23T08:20:00Z', '20 minuutin päästä'],
  ['2026-11-23T05:00:00Z', '3 tuntia sitten'],
  ['2026-11-24T07:00:00Z', '23 tunnin päästä'],
  ['2026-11-24T20:00:00Z', 'huomenna'],
  ['2026-11-25T13:00:00Z', 'ylihuomenna'],
  ['2026-11-20T13:00:00Z', '3 päivää sitten'],
])('%s is said as "%s" on Monday at ten', (instant, said) => {
  expect(away(instant, now, 'fi')).toBe(said);
});

test('an instant is said in the time of Finland, in summer and in winter', () => {
  expect(clock('2026-11-23T08:00:00Z', 'fi')).toContain('10.00');
  expect(clock('2026-07-06T08:00:00Z', 'fi')).toContain('11.00');
});

test('a day is that day wherever the browser is', () => {
  expect(day('2026-11-24', 'fi')).toBe('ti 24.11.2026');
  expect(day('2026-11-24', 'sv')).toContain('24');
});
