import { DateTime } from 'luxon';
import { statutoryFor, type Matter } from '../../src/region/statutory';
import { theContent } from '../support/house';

const closed = { 'closed-days': [] };
const matter = (more: Partial<Matter> = {}): Matter => ({
  needs: [],
  outcome: 'advice',
  danger: [],
  ages: [7],
  ...more,
});
const at = (local: string): Date => DateTime.fromISO(local, { zone: 'Europe/Helsinki' }).toJSDate();
const local = (iso: string | null | undefined): string | null =>
  iso === null || iso === undefined
    ? null
    : DateTime.fromISO(iso, { zone: 'Europe/Helsinki' }).toFormat('yyyy-MM-dd HH:mm');
const running = (received: string, more: Partial<Matter>): Record<string, string | null> =>
  Object.fromEntries(
    statutoryFor(theContent().statutory, matter(more), at(received), closed).map((one) => [one.id, local(one.dueAt)]),
  );

test('urgent help is assessed at once (1301/2014 36 §)', () => {
  expect(running('2026-11-23T21:15', { danger: ['urgent'] })).toEqual({ 'urgent-help': '2026-11-23 21:15' });
  expect(running('2026-11-23T21:15', { danger: ['check'] })).toEqual({});
});

test('worry for a child begins by the seventh weekday, Saturdays counted, and is ready in three months (417/2007 26 §)', () => {
  expect(running('2026-11-23T10:00', { needs: ['child_maltreatment_concern'] })).toEqual({
    'child-protection-start': '2026-12-01 23:59',
    'child-protection-ready': '2027-02-23 23:59',
  });
});

test('holidays are not weekdays: seven from 22.12.2026 end on 4.1.2027', () => {
  // 23, 28, 29, 30, 31 December and 2, 4 January; 24 to 27 December and 1, 3 January do not count.
  expect(running('2026-12-22T10:00', { needs: ['disability_services'] })).toEqual({
    'disability-start': '2027-01-04 23:59',
  });
});

test.each([
  ['2026-11-23T08:00', '2026-11-23 16:00'],
  ['2026-11-23T16:00', '2026-11-24 16:00'],
  ['2026-11-28T12:00', '2026-11-30 16:00'],
])('health care is in touch the same weekday: contact %s, due %s (1326/2010 51 §)', (received, due) => {
  expect(running(received, { needs: ['child_illness_symptom'], ages: [30] })).toEqual({ 'health-contact': due });
});

test('a clock that runs from the finding of a need has no date, and only the young have it', () => {
  expect(running('2026-11-23T10:00', { needs: ['youth_mental_health'], ages: [15] })).toMatchObject({ therapy: null });
  expect(running('2026-11-23T10:00', { needs: ['youth_mental_health'], ages: [23] })).not.toHaveProperty('therapy');
});

test('a clock runs only from the day its act came into force', () => {
  expect(running('2023-08-31T10:00', { needs: ['child_illness_symptom'], ages: [30] })).toEqual({});
  expect(running('2024-12-31T10:00', { needs: ['disability_services'] })).toEqual({});
});

test('an unclear situation of a child may need special support: the stricter clock is shown, once', () => {
  expect(running('2026-11-23T10:00', { outcome: 'unclear-or-many', needs: ['finances'], ages: [undefined] })).toEqual({
    'special-support-start': '2026-12-01 23:59',
    'special-support-ready': '2027-02-23 23:59',
  });
  expect(
    running('2026-11-23T10:00', { outcome: 'unclear-or-many', needs: ['child_maltreatment_concern'] }),
  ).not.toHaveProperty('special-support-start');
});

test('the earliest comes first, those without a date last', () => {
  const clocks = statutoryFor(
    theContent().statutory,
    matter({ needs: ['youth_mental_health', 'child_maltreatment_concern'], danger: ['emergency'], ages: [15] }),
    at('2026-11-23T10:00'),
    closed,
  ).map((one) => one.dueAt ?? '9');
  expect(clocks).toEqual([...clocks].sort());
});
