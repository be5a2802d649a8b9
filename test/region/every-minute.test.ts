import { DateTime } from 'luxon';
import { dayOf, dueAfter, holidaysOf, promiseFor } from '../../src/region/calendar';
import { theContent } from '../support/house';

const zone = 'Europe/Helsinki';
const minute = 60_000;
const from = DateTime.fromISO('2026-01-01T00:00', { zone }).toMillis();
const to = DateTime.fromISO('2031-01-01T00:00', { zone }).toMillis();

/** Whether an instant is on a day when people are at work; each day is judged once. */
const judged = new Map<string, boolean>();
function isAtWork(day: string): boolean {
  const known = judged.get(day);
  if (known !== undefined) return known;
  const at = DateTime.fromISO(day, { zone });
  const open = at.weekday <= 5 && !holidaysOf(at.year).has(day);
  judged.set(day, open);
  return open;
}

test('at every minute of 2026 to 2030 the promise is on a business day after the contact, and the queue is due then', () => {
  const region = theContent().regions['etela-pohjanmaa'];
  if (!region) throw new Error('the region is missing');
  const wrong: string[] = [];
  let minutes = 0;
  for (let at = from; at < to; at += minute) {
    minutes += 1;
    const received = new Date(at);
    const promised = promiseFor(region, 'lapua', received);
    const right =
      promised !== undefined &&
      promised.day > dayOf(received) &&
      promised.dueAt.getTime() > at &&
      dayOf(promised.dueAt) === promised.day &&
      isAtWork(promised.day) &&
      promised.dueAt.getTime() === dueAfter(region, 'lapua', received).dueAt.getTime();
    if (!right) wrong.push(`${received.toISOString()}: ${promised?.day}`);
  }
  // Five years with one leap day; the two changes of clock of each year even out.
  expect(minutes).toBe((5 * 365 + 1) * 24 * 60);
  expect(wrong.slice(0, 10)).toEqual([]);
});
