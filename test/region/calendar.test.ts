import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  dayOf,
  easter,
  holidaysOf,
  isBusinessDay,
  isoDay,
  nextBusinessDay,
  nextReading,
  periodsOn,
  promiseFor,
  zone,
} from '../../src/region/calendar';
import { dateText, dayText } from '../../src/region/day-words';
import type { Hours } from '../../src/region/region';
import { everyWeekday, smallLine, smallRegion } from '../support/small-region';

const at = (text: string): DateTime => DateTime.fromISO(text, { zone });
const instant = (text: string): Date => at(text).toJSDate();
const open = { 'closed-days': [] as string[] };

describe('public holidays (act 150/1930, law.md 6.1)', () => {
  const vectors: Readonly<Record<number, readonly string[]>> = {
    2026: ['01-01', '01-06', '04-03', '04-06', '05-01', '05-14', '06-19', '12-24', '12-25'],
    2027: ['01-01', '01-06', '03-26', '03-29', '05-06', '06-25', '12-06', '12-24'],
    2028: ['01-06', '04-14', '04-17', '05-01', '05-25', '06-23', '12-06', '12-25', '12-26'],
  };
  test.each([2026, 2027, 2028])('the weekday holidays of %i are those of the almanac', (year) => {
    const onWeekdays = [...holidaysOf(year)].filter((day) => at(day).weekday <= 5).sort();
    expect(onWeekdays).toEqual(vectors[year]?.map((day) => `${year}-${day}`));
  });

  test.each([
    ['2024-03-31', 2024],
    ['2025-04-20', 2025],
    ['2026-04-05', 2026],
    ['2027-03-28', 2027],
    ['2038-04-25', 2038],
  ])('Easter Sunday is %s', (day, year) => {
    expect(isoDay(easter(year))).toBe(day);
  });

  test('Easter is always a Sunday between 22 March and 25 April', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), (year) => {
        const sunday = easter(year);
        expect(sunday.weekday).toBe(7);
        expect(isoDay(sunday) >= `${year}-03-22` && isoDay(sunday) <= `${year}-04-25`).toBe(true);
      }),
    );
  });

  test('Midsummer Eve is always the Friday between 19 and 25 June', () => {
    for (let year = 2020; year <= 2060; year += 1) {
      const june = [...holidaysOf(year)].filter((day) => day.startsWith(`${year}-06`));
      const eve = june.filter((day) => day >= `${year}-06-19` && day <= `${year}-06-25`);
      expect(eve).toHaveLength(1);
      expect(at(eve[0] ?? '').weekday).toBe(5);
    }
  });
});

describe('a business day', () => {
  test.each([
    ['2026-11-23', true, 'an ordinary Monday'],
    ['2026-11-27', true, 'an ordinary Friday'],
    ['2026-11-28', false, 'a Saturday'],
    ['2026-11-29', false, 'a Sunday'],
    ['2026-12-24', false, 'Christmas Eve'],
    ['2026-06-19', false, 'Midsummer Eve'],
    ['2026-12-31', true, 'the eve of the New Year'],
    ['2026-04-02', true, 'Maundy Thursday'],
    ['2026-04-30', true, 'the eve of May Day'],
  ])('%s is %s: %s', (day, expected) => {
    expect(isBusinessDay(at(day), open)).toBe(expected);
  });

  test('a day that the region keeps closed is none', () => {
    expect(isBusinessDay(at('2026-12-31'), { 'closed-days': ['2026-12-31'] })).toBe(false);
    expect(isBusinessDay(at('2026-12-30'), { 'closed-days': ['2026-12-31'] })).toBe(true);
  });

  test.each([
    ['2026-12-23T16:30', '2026-12-28'],
    ['2026-06-18T17:00', '2026-06-22'],
    ['2026-11-27T23:59', '2026-11-30'],
    ['2026-11-28T00:01', '2026-11-30'],
    ['2026-04-02T12:00', '2026-04-07'],
    ['2026-12-31T09:00', '2027-01-04'],
    ['2026-11-23T00:00', '2026-11-24'],
  ])('after %s the next is %s', (from, next) => {
    expect(isoDay(nextBusinessDay(at(from), open))).toBe(next);
  });

  test('the day of contact is counted in Finland, not where the server stands', () => {
    expect(isoDay(nextBusinessDay(DateTime.fromISO('2026-11-23T22:30Z', { zone: 'utc' }), open))).toBe('2026-11-25');
    expect(dayOf(new Date('2026-11-23T21:59:59Z'))).toBe('2026-11-23');
    expect(dayOf(new Date('2026-11-23T22:00:00Z'))).toBe('2026-11-24');
    expect(dayOf(new Date('2026-07-01T21:00:00Z'))).toBe('2026-07-02');
  });

  test('several days are counted one by one, past closed days', () => {
    expect(isoDay(nextBusinessDay(at('2026-12-23T10:00'), open, 3))).toBe('2026-12-30');
    expect(isoDay(nextBusinessDay(at('2026-12-23T10:00'), { 'closed-days': ['2026-12-28', '2026-12-29'] }))).toBe(
      '2026-12-30',
    );
  });
});

describe('the opening periods of a day', () => {
  const hours: Hours = { ...everyWeekday('08:00-15:00'), eve: ['08:00-13:00'] };
  const periods = (day: string, of: Hours = hours, closed: readonly string[] = []): string[] =>
    periodsOn(of, at(day), { 'closed-days': [...closed] }).map(
      ({ from, to }) => `${from.toFormat('HH:mm')}-${to.toFormat('HH:mm')}`,
    );

  test('an ordinary weekday has its own', () => {
    expect(periods('2026-11-23')).toEqual(['08:00-15:00']);
    expect(periods('2026-11-23', { mon: ['09:00-11:00', '13:00-15:00'] })).toEqual(['09:00-11:00', '13:00-15:00']);
  });

  test.each([
    ['2026-04-02', 'Maundy Thursday'],
    ['2026-04-30', 'the eve of May Day'],
    ['2026-05-13', 'the eve of Ascension Day'],
    ['2026-12-31', 'the eve of the New Year'],
    ['2026-01-05', 'the eve of Epiphany'],
  ])('%s has the hours of an eve: %s', (day) => {
    expect(periods(day)).toEqual(['08:00-13:00']);
  });

  test('an eve is an ordinary day for a line that says nothing of eves', () => {
    expect(periods('2026-12-31', { thu: ['08:00-15:00'] })).toEqual(['08:00-15:00']);
  });

  test('the Friday before an ordinary weekend is no eve', () => {
    expect(periods('2026-11-27')).toEqual(['08:00-15:00']);
  });

  test.each([
    ['2026-04-05', 'Easter Sunday, the day before Easter Monday'],
    ['2028-12-24', 'a Christmas Eve that is a Sunday'],
    ['2027-12-05', 'the Sunday before Independence Day'],
  ])('nobody answers on %s: %s', (day) => {
    expect(periods(day)).toEqual([]);
  });

  test.each([
    ['2026-12-25', 'Christmas Day'],
    ['2026-04-03', 'Good Friday'],
    ['2026-06-19', 'Midsummer Eve'],
    ['2026-11-28', 'a Saturday without hours'],
  ])('a line is closed on %s: %s', (day) => {
    expect(periods(day)).toEqual([]);
  });

  test('a line is closed on a day the region keeps closed', () => {
    expect(periods('2026-11-23', hours, ['2026-11-23'])).toEqual([]);
  });

  test('a line that answers on Saturdays answers on an ordinary Saturday', () => {
    expect(periods('2026-11-28', { sat: ['10:00-12:00'] })).toEqual(['10:00-12:00']);
  });

  test('a line that answers on Saturdays is closed when the Saturday is a holiday or kept closed', () => {
    expect(periods('2026-12-26', { sat: ['10:00-12:00'] })).toEqual([]);
    expect(periods('2026-11-28', { sat: ['10:00-12:00'] }, ['2026-11-28'])).toEqual([]);
  });

  test('keep the same wall-clock hours over both changes of clock', () => {
    const winter = periodsOn({ fri: ['09:00-15:00'], mon: ['09:00-15:00'] }, at('2026-03-27'), open)[0];
    const summer = periodsOn({ fri: ['09:00-15:00'], mon: ['09:00-15:00'] }, at('2026-03-30'), open)[0];
    expect(winter?.from.toUTC().toISO()).toBe('2026-03-27T07:00:00.000Z');
    expect(summer?.from.toUTC().toISO()).toBe('2026-03-30T06:00:00.000Z');
    const back = periodsOn({ mon: ['09:00-15:00'] }, at('2026-10-26'), open)[0];
    expect(back?.to.toUTC().toISO()).toBe('2026-10-26T13:00:00.000Z');
  });

  test('on the very days when the clock changes the hours are as printed', () => {
    const sundays: Hours = { sun: ['01:00-12:00'] };
    expect(periodsOn(sundays, at('2026-03-29'), open)[0]?.to.toUTC().toISO()).toBe('2026-03-29T09:00:00.000Z');
    expect(periodsOn(sundays, at('2026-10-25'), open)[0]?.to.toUTC().toISO()).toBe('2026-10-25T10:00:00.000Z');
  });
});

describe('the promise', () => {
  const region = smallRegion();

  test.each([
    ['2026-12-23T16:30', '2026-12-28', '2026-12-28T13:00:00.000Z'],
    ['2026-06-18T17:00', '2026-06-22', '2026-06-22T12:00:00.000Z'],
    ['2026-11-23T08:00', '2026-11-24', '2026-11-24T13:00:00.000Z'],
    ['2026-03-27T23:59', '2026-03-30', '2026-03-30T12:00:00.000Z'],
    ['2026-10-23T10:00', '2026-10-26', '2026-10-26T13:00:00.000Z'],
  ])('who writes at %s is contacted by %s', (from, day, due) => {
    expect(promiseFor(region, 'north', instant(from))).toEqual({ day, dueAt: new Date(due) });
  });

  test('a region without a promise promises nothing', () => {
    expect(promiseFor(smallRegion({ promise: null }), 'north', instant('2026-11-23T08:00'))).toBeUndefined();
  });

  test('a region may promise a later day', () => {
    const slower = smallRegion({ promise: { 'business-days': 2, source: 'test' } });
    expect(promiseFor(slower, 'north', instant('2026-12-23T16:30'))?.day).toBe('2026-12-29');
  });

  test('a day the region keeps closed is not promised', () => {
    const closed = smallRegion({ 'closed-days': ['2026-11-24'] });
    expect(promiseFor(closed, 'north', instant('2026-11-23T08:00'))?.day).toBe('2026-11-25');
  });

  test('on an eve the promise is due when the line closes early', () => {
    const eves = smallRegion({
      lines: [smallLine('line', ['north'], { ...everyWeekday('08:00-15:00'), eve: ['08:00-13:00'] })],
    });
    expect(promiseFor(eves, 'north', instant('2026-12-30T10:00'))).toEqual({
      day: '2026-12-31',
      dueAt: instant('2026-12-31T13:00'),
    });
  });

  test('where no line answers that day it is due when offices close', () => {
    expect(promiseFor(region, 'south', instant('2026-11-23T08:00'))?.dueAt).toEqual(instant('2026-11-24T16:00'));
  });

  test('it is due by the hours of the promised day, not of the day of contact', () => {
    const changing = smallRegion({
      lines: [
        smallLine('old', ['north'], everyWeekday('09:00-15:00'), '2020-01-01', '2026-11-23'),
        smallLine('new', ['north'], everyWeekday('09:00-11:00'), '2026-11-24'),
      ],
    });
    expect(promiseFor(changing, 'north', instant('2026-11-23T08:00'))?.dueAt).toEqual(instant('2026-11-24T11:00'));
  });

  test('at any minute of five years it names an open day after the contact, due when the line closes that day', () => {
    const minutes = fc.integer({
      min: Math.floor(instant('2026-01-01T00:00').getTime() / 60_000),
      max: Math.floor(instant('2030-12-31T23:59').getTime() / 60_000),
    });
    const closedDays = fc.array(fc.integer({ min: 0, max: 1825 }), { maxLength: 30 });
    const firstDay = at('2026-01-01');
    fc.assert(
      fc.property(minutes, closedDays, fc.integer({ min: 1, max: 5 }), (minute, closed, days) => {
        const isoClosed = closed.map((ahead) => isoDay(firstDay.plus({ days: ahead })));
        const one = smallRegion({
          'closed-days': isoClosed,
          promise: { 'business-days': days, source: 'test' },
        });
        const received = new Date(minute * 60_000);
        const promised = promiseFor(one, 'north', received);
        if (!promised) throw new Error('nothing was promised');
        const day = at(promised.day);
        expect(isBusinessDay(day, one)).toBe(true);
        expect(promised.day > dayOf(received)).toBe(true);
        expect(dayOf(promised.dueAt)).toBe(promised.day);
        expect(DateTime.fromJSDate(promised.dueAt, { zone }).toFormat('HH:mm')).toBe('15:00');
        // Exactly as many business days lie after the day of contact, up to the promised one, as the region says.
        let counted = 0;
        for (
          let next = at(dayOf(received)).plus({ days: 1 });
          isoDay(next) <= promised.day;
          next = next.plus({ days: 1 })
        )
          if (isBusinessDay(next, one)) counted += 1;
        expect(counted).toBe(days);
      }),
      { numRuns: 300 },
    );
  });
});

describe('when somebody next reads the queue', () => {
  const region = smallRegion();
  const next = (text: string, one = region): { day: string; time: string } | undefined =>
    nextReading(one, 'north', instant(text));

  test.each([
    ['2026-11-23T08:00', { day: '2026-11-23', time: '9.00' }],
    ['2026-11-23T12:00', { day: '2026-11-23', time: '13.00' }],
    ['2026-11-23T15:00', { day: '2026-11-24', time: '9.00' }],
    ['2026-11-27T16:00', { day: '2026-11-30', time: '9.00' }],
    ['2026-12-23T16:30', { day: '2026-12-28', time: '9.00' }],
  ])('after %s', (from, expected) => {
    expect(next(from)).toEqual(expected);
  });

  test('while a period is going on nothing needs to be said', () => {
    expect(next('2026-11-23T10:00')).toBeUndefined();
  });

  test('where no line serves nothing is known', () => {
    expect(nextReading(region, 'south', instant('2026-11-23T08:00'))).toBeUndefined();
  });

  test('hours that end tomorrow are not told for tomorrow', () => {
    const changing = smallRegion({
      lines: [
        {
          ...smallLine('line', ['north'], {}),
          versions: [
            {
              'valid-from': '2020-01-01',
              'valid-to': '2026-11-23',
              areas: ['north'],
              hours: everyWeekday('09:00-15:00'),
              source: 'test',
              'checked-at': '2026-01-01',
            },
            {
              'valid-from': '2026-11-24',
              areas: ['north'],
              hours: everyWeekday('12:00-14:00'),
              source: 'test',
              'checked-at': '2026-01-01',
            },
          ],
        },
      ],
    });
    expect(next('2026-11-23T16:00', changing)).toEqual({ day: '2026-11-24', time: '12.00' });
  });
});

describe('a day in words', () => {
  test.each([
    ['fi', '2026-12-28', 'ma 28.12.2026'],
    ['sv', '2026-12-28', 'mån 28.12.2026'],
    ['en', '2026-12-28', 'Mon 28 Dec 2026'],
    ['fi', '2026-01-01', 'to 1.1.2026'],
    ['sv', '2026-01-01', 'tors 1.1.2026'],
    ['en', '2026-01-01', 'Thu 1 Jan 2026'],
    ['fi-FI', '2026-06-22', 'ma 22.6.2026'],
    ['en-GB', '2026-06-22', 'Mon 22 Jun 2026'],
  ])('in %s %s is %s', (language, day, text) => {
    expect(dayText(day, language)).toBe(text);
    expect(dayText(at(day), language)).toBe(text);
  });

  test.each([
    ['fi', '28.12.2026'],
    ['sv', '28.12.2026'],
    ['en', '28 Dec 2026'],
  ])('without its weekday in %s it is %s', (language, text) => {
    expect(dateText('2026-12-28', language)).toBe(text);
  });
});
