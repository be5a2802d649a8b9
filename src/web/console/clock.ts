const zone = 'Europe/Helsinki';
const minute = 60_000;
const hour = 60 * minute;
const wholeDay = 24 * hour;

/** An instant as workers read it: weekday, date and time in Finland. */
export function clock(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** A day (YYYY-MM-DD) with its weekday. */
export function day(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
  }).format(new Date(date));
}

/** How far an instant is from now, in the largest unit that tells enough: "in 2 hours", "yesterday". Days are those of the calendar. */
export function away(instant: string, now: Date, language: string): string {
  const apart = new Date(instant).getTime() - now.getTime();
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(apart) < hour) return words.format(Math.round(apart / minute), 'minute');
  if (Math.abs(apart) < wholeDay) return words.format(Math.round(apart / hour), 'hour');
  return words.format(Math.round((dayOf(new Date(instant)) - dayOf(now)) / wholeDay), 'day');
}

/** The day of an instant in Finland, as the beginning of that day would be in UTC. */
function dayOf(instant: Date): number {
  return Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant));
}

/** The time of day in Finland as HH:MM, and whether it is a weekday there. */
export function timeInFinland(now: Date): { readonly time: string; readonly weekday: boolean } {
  const time = new Intl.DateTimeFormat('fi', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(now)
    .replace('.', ':');
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short' }).format(now);
  return { time, weekday: name !== 'Sat' && name !== 'Sun' };
}
