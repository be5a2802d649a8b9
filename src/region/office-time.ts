import { DateTime } from 'luxon';
import { isBusinessDay, linesFor, periodsOn, zone, type Period } from './calendar';
import { commonQueue, type Region } from './region';

/** Office hours of an area whose line has none known: guidance works then, though it answers no phone. */
const usual = { from: { hour: 9, minute: 0 }, to: { hour: 15, minute: 0 } };

/** When an area's guidance works on a day: its line's own periods, or the usual ones of a business day. */
function periodsOf(region: Region, area: string, day: DateTime): readonly Period[] {
  const line = linesFor(region, area === commonQueue ? undefined : area, day.toJSDate())[0];
  if (line) return periodsOn(line.version.hours, day, region);
  return isBusinessDay(day, region) ? [{ from: day.set(usual.from), to: day.set(usual.to) }] : [];
}

const mostDays = 60;

/** How many minutes of office time lie between two instants, whole ones; none when the second is not later. Looks 60 days ahead at most. */
export function officeMinutes(region: Region, area: string, from: Date, to: Date): number {
  if (to <= from) return 0;
  const [begin, end] = [DateTime.fromJSDate(from, { zone }), DateTime.fromJSDate(to, { zone })];
  let millis = 0;
  for (let ahead = 0; ahead <= mostDays; ahead += 1) {
    const day = begin.startOf('day').plus({ days: ahead });
    if (day > end) break;
    for (const period of periodsOf(region, area, day))
      millis += Math.max(0, Math.min(+period.to, +end) - Math.max(+period.from, +begin));
  }
  return Math.floor(millis / 60_000);
}

/** Whether an area's guidance is at work, and since when this period has gone on. */
export function officePeriod(region: Region, area: string, now: Date): { readonly since: Date } | undefined {
  const at = DateTime.fromJSDate(now, { zone });
  const period = periodsOf(region, area, at.startOf('day')).find((one) => one.from <= at && at < one.to);
  return period && { since: period.from.toJSDate() };
}
