import { DateTime } from 'luxon';
import { minuteOf, reckonedOnce } from './reckoned';
import { type DayName, type Hours, type Line, type LineVersion, type Region } from './region';

/** All days and hours of a family's life are counted here; instants are stored in UTC (law.md 6.1). */
export const zone = 'Europe/Helsinki';

export const weekdays: readonly DayName[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Easter Sunday by the anonymous Gregorian computation (Meeus, Astronomical Algorithms, 1991, chapter 8). */
export function easter(year: number): DateTime {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return DateTime.fromObject({ year, month, day }, { zone });
}

const fixedHolidays = ['01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26'];
const holidaysByYear = new Map<number, ReadonlySet<string>>();

/**
 * The days of a year on which offices are closed besides weekends: public holidays, Christmas Eve and Midsummer Eve
 * (act 150/1930, 5 §).
 */
export function holidaysOf(year: number): ReadonlySet<string> {
  const known = holidaysByYear.get(year);
  if (known) return known;
  const sunday = easter(year);
  const june19 = DateTime.fromObject({ year, month: 6, day: 19 }, { zone });
  const midsummerEve = june19.plus({ days: (5 - june19.weekday + 7) % 7 });
  const days = new Set([
    ...fixedHolidays.map((day) => `${year}-${day}`),
    ...[-2, 1, 39].map((days) => isoDay(sunday.plus({ days }))),
    isoDay(midsummerEve),
  ]);
  holidaysByYear.set(year, days);
  return days;
}

export function isoDay(day: DateTime): string {
  return day.toFormat('yyyy-MM-dd');
}

/** Whether people are at work that day: Monday to Friday, no holiday, not a day the region keeps closed. */
export function isBusinessDay(day: DateTime, region: Pick<Region, 'closed-days'>): boolean {
  return day.weekday <= 5 && !isClosed(day, region);
}

function isClosed(day: DateTime, region: Pick<Region, 'closed-days'>): boolean {
  const iso = isoDay(day);
  return holidaysOf(day.year).has(iso) || region['closed-days'].includes(iso);
}

export function nextBusinessDay(after: DateTime, region: Pick<Region, 'closed-days'>, count = 1): DateTime {
  let day = after.setZone(zone).startOf('day');
  for (let left = count; left > 0;) {
    day = day.plus({ days: 1 });
    if (isBusinessDay(day, region)) left -= 1;
  }
  return day;
}

/** The version of a line that holds on a day in an area, if any. Later versions replace earlier ones area by area. */
export function lineVersionOn(line: Line, area: string, day: string): LineVersion | undefined {
  return line.versions
    .filter(
      (version) =>
        version.areas.includes(area) && version['valid-from'] <= day && day <= (version['valid-to'] ?? '9999'),
    )
    .sort((one, other) => other['valid-from'].localeCompare(one['valid-from']))[0];
}

export interface Period {
  readonly from: DateTime;
  readonly to: DateTime;
}

/** The opening periods of a day: none on a closed day, the eve's own on the eve of a weekday holiday. */
export function periodsOn(hours: Hours, day: DateTime, region: Pick<Region, 'closed-days'>): Period[] {
  if (isClosed(day, region)) return [];
  const name = weekdays[day.weekday - 1] ?? 'mon';
  const tomorrow = day.plus({ days: 1 });
  const isEve =
    hours.eve !== undefined && day.weekday <= 5 && tomorrow.weekday <= 5 && !isBusinessDay(tomorrow, region);
  return ((isEve ? hours.eve : hours[name]) ?? []).map((period) => {
    const [from = '', to = ''] = period.split('-');
    return { from: atTime(day, from), to: atTime(day, to) };
  });
}

function atTime(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

/** What can truly be said of a line today: its periods left, or the next day it answers. Hours only, never "open now". */
export interface LineHours {
  readonly line: Line;
  readonly version: LineVersion;
  readonly today: readonly string[];
  readonly next: { readonly day: DateTime; readonly periods: readonly string[] } | undefined;
}

function lineHours(region: Region, line: Line, area: string | undefined, now: Date): LineHours | undefined {
  const at = DateTime.fromJSDate(now, { zone });
  const version = versionOn(region, line, area, isoDay(at));
  if (!version) return undefined;
  const today = periodsOn(version.hours, at.startOf('day'), region).filter((period) => period.to > at);
  let next: LineHours['next'];
  for (let ahead = 1; ahead <= 14 && !next; ahead += 1) {
    const day = at.startOf('day').plus({ days: ahead });
    const then = versionOn(region, line, area, isoDay(day));
    const periods = then ? periodsOn(then.hours, day, region) : [];
    if (periods.length > 0) next = { day, periods: periods.map(periodText) };
  }
  return { line, version, today: today.map(periodText), next };
}

function periodText(period: Period): string {
  const clock = (at: DateTime): string => (at.minute === 0 ? at.toFormat('H') : at.toFormat('H.mm'));
  return `${clock(period.from)}–${clock(period.to)}`;
}

/**
 * The lines that serve an area on a day: the families' guidance, and a line for others only in the needs it names. Without an
 * area all the region's lines, each once.
 */
export function linesFor(region: Region, area: string | undefined, now: Date, need?: string): readonly LineHours[] {
  return linesByMinute(region, `${minuteOf(now)} ${area ?? ''} ${need ?? ''}`, () => linesAt(region, area, now, need));
}

const linesByMinute = reckonedOnce<readonly LineHours[]>();

function linesAt(region: Region, area: string | undefined, now: Date, need: string | undefined): LineHours[] {
  return region.lines
    .filter((line) => line.needs === undefined || (need !== undefined && line.needs.includes(need)))
    .flatMap((line) => lineHours(region, line, area, now) ?? []);
}

/** The version that holds on a day: of the area, or of the first area that has one where none is known. */
function versionOn(region: Region, line: Line, area: string | undefined, day: string): LineVersion | undefined {
  const areas = area === undefined ? region.areas.map((one) => one.id) : [area];
  return areas.map((one) => lineVersionOn(line, one, day)).find((one) => one !== undefined);
}

/** A promise that can be kept and held to: the day, its words, and the instant after which it is broken. */
export interface Promised {
  readonly day: string;
  readonly dueAt: Date;
}

const officeCloses = '16:00';

/** By when a worker is in touch, as the region promises it; nothing where the region has no promise of its own. */
export function promiseFor(region: Region, area: string | undefined, receivedAt: Date): Promised | undefined {
  return region.promise ? dueAfter(region, area, receivedAt, region.promise['business-days']) : undefined;
}

/**
 * A number of business days after the day of contact. The due time is the close of the area's last phone period that day, so
 * that the words to the family and the order of the queue cannot differ.
 */
export function dueAfter(region: Region, area: string | undefined, receivedAt: Date, businessDays = 1): Promised {
  // Only the day of contact counts, so a day is reckoned once.
  return promises(region, `${dayOf(receivedAt)} ${businessDays} ${area ?? ''}`, () => {
    const day = nextBusinessDay(DateTime.fromJSDate(receivedAt, { zone }), region, businessDays);
    const version = linesFor(region, area, day.toJSDate())[0]?.version;
    const last = version ? periodsOn(version.hours, day, region).at(-1) : undefined;
    return { day: isoDay(day), dueAt: (last?.to ?? atTime(day, officeCloses)).toJSDate() };
  });
}

const promises = reckonedOnce<Promised>();

/** The close of office hours on the day of contact, or of the next business day when the contact came after it. */
export function atOfficeClose(receivedAt: Date, region: Pick<Region, 'closed-days'>): Date {
  return closings(region, minuteOf(receivedAt), () => {
    const at = DateTime.fromJSDate(receivedAt, { zone });
    const closes = atTime(at, officeCloses);
    if (isBusinessDay(at, region) && at < closes) return closes.toJSDate();
    return atTime(nextBusinessDay(at, region), officeCloses).toJSDate();
  });
}

const closings = reckonedOnce<Date>();

/** The end of the given weekday after the day of contact; holidays never count, Saturdays when asked (law.md 6.1). */
export function nthWeekday(receivedAt: Date, count: number, saturdays: boolean): Date {
  return lastMoments(finland, `${dayOf(receivedAt)} ${count} ${saturdays ? 6 : 5}`, () => {
    let day = DateTime.fromJSDate(receivedAt, { zone }).startOf('day');
    for (let left = count; left > 0;) {
      day = day.plus({ days: 1 });
      if (day.weekday <= (saturdays ? 6 : 5) && !holidaysOf(day.year).has(isoDay(day))) left -= 1;
    }
    return day.endOf('day').toJSDate();
  });
}

/** The end of the day so many months after the day of contact (150/1930 3 §). */
export function afterMonths(receivedAt: Date, months: number): Date {
  return lastMoments(finland, `${dayOf(receivedAt)} ${months} months`, () =>
    DateTime.fromJSDate(receivedAt, { zone }).plus({ months }).endOf('day').toJSDate(),
  );
}

/** What hangs on the country alone. */
const finland = {};
const lastMoments = reckonedOnce<Date>();

/** The day of an instant in Finland, yyyy-mm-dd. A day there begins on a whole hour of UTC, so an hour is asked once. */
export function dayOf(now: Date): string {
  const hour = Math.floor(now.getTime() / 3_600_000);
  return days(finland, hour, () => isoDay(DateTime.fromMillis(hour * 3_600_000, { zone })));
}

const days = reckonedOnce<string>();

/** When somebody next reads the queue: the beginning of the line's next period; nothing while one is going on or none is known. */
export function nextReading(
  region: Region,
  area: string | undefined,
  now: Date,
): { readonly day: string; readonly time: string } | undefined {
  const at = DateTime.fromJSDate(now, { zone });
  const line = linesFor(region, area, now)[0];
  if (!line) return undefined;
  for (let ahead = 0; ahead <= 14; ahead += 1) {
    const day = at.startOf('day').plus({ days: ahead });
    const version = versionOn(region, line.line, area, isoDay(day));
    const period = version && periodsOn(version.hours, day, region).find((one) => one.to > at);
    if (period) return period.from > at ? { day: isoDay(period.from), time: period.from.toFormat('H.mm') } : undefined;
  }
  return undefined;
}

/** Whether some families' line of an area has hours that hold on a day; past the last dated version nobody knows who works. */
export function hoursAreKnown(region: Region, area: string | undefined, day: string): boolean {
  return region.lines.some((line) => line.needs === undefined && versionOn(region, line, area, day) !== undefined);
}

/** From when to when families' lines of a region answer on the day of an instant, breaks included; nothing on a day without hours. */
export function phoneHoursOn(region: Region, now: Date): { readonly from: Date; readonly to: Date } | undefined {
  const day = DateTime.fromJSDate(now, { zone }).startOf('day');
  const periods = region.lines
    .filter((line) => line.needs === undefined)
    .flatMap((line) => region.areas.flatMap((area) => lineVersionOn(line, area.id, isoDay(day)) ?? []))
    .flatMap((version) => periodsOn(version.hours, day, region));
  if (periods.length === 0) return undefined;
  return {
    from: new Date(Math.min(...periods.map(({ from }) => from.toMillis()))),
    to: new Date(Math.max(...periods.map(({ to }) => to.toMillis()))),
  };
}

/** The instant of a day and time of the clock in Finland, as 2027-06-23T16:40; nothing when it cannot be read. */
export function instantOf(local: string): Date | undefined {
  const read = DateTime.fromISO(local, { zone });
  return read.isValid ? read.toJSDate() : undefined;
}
