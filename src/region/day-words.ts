import { DateTime } from 'luxon';
import { weekdays, zone } from './calendar';
import { reckonedOnce } from './reckoned';
import { inLanguage, type EmergencyLine, type Hours } from './region';

/** A day with its weekday, as each language writes it: "ma 28.12.2026", "mån 28.12.2026", "Mon 28 Dec 2026". */
export function dayText(day: string | DateTime, language: string): string {
  if (typeof day === 'string')
    return days(finland, `${language} ${day}`, () => dayText(DateTime.fromISO(day, { zone }), language));
  const locale = language.slice(0, 2);
  return locale === 'en'
    ? day.setLocale('en-GB').toFormat('ccc d LLL yyyy')
    : day.setLocale(locale).toFormat('ccc d.M.yyyy');
}

/** The same few days are told to every family. */
const days = reckonedOnce<string>();
const dates = reckonedOnce<string>();
const finland = {};

/** A date without its weekday, for "checked on". */
export function dateText(day: string, language: string): string {
  return dates(finland, `${language} ${day}`, () => {
    const at = DateTime.fromISO(day, { zone });
    return language.startsWith('en') ? at.setLocale('en-GB').toFormat('d LLL yyyy') : at.toFormat('d.M.yyyy');
  });
}

const eveWords = {
  fi: 'arkipyhän aattona',
  sv: 'dagen före en helg på en vardag',
  en: 'the day before a weekday holiday',
};

/** A week's hours in words, days with the same hours together: "ma–to 8–15, pe 8–13". */
export function hoursText(hours: Hours, language: string): string {
  const locale = language.startsWith('en') ? 'en-GB' : language.slice(0, 2);
  const name = (index: number): string =>
    DateTime.fromObject({ weekYear: 2026, weekNumber: 2, weekday: (index + 1) as 1 })
      .setLocale(locale)
      .toFormat('ccc');
  const parts: { first: number; last: number; periods: string }[] = [];
  weekdays.forEach((day, index) => {
    const periods = (hours[day] ?? []).map(shortPeriod);
    if (periods.length === 0) return;
    const said = periods.join(language.startsWith('en') ? ' and ' : language.startsWith('sv') ? ' och ' : ' ja ');
    const before = parts.at(-1);
    if (before && before.last === index - 1 && before.periods === said) before.last = index;
    else parts.push({ first: index, last: index, periods: said });
  });
  const eve = hours.eve?.map(shortPeriod);
  return [
    ...parts.map(({ first, last, periods }) => `${name(first)}${last > first ? `–${name(last)}` : ''} ${periods}`),
    ...(eve ? [`${inLanguage(eveWords, language)} ${eve.join(', ')}`] : []),
  ].join(', ');
}

/** When an emergency number helps, with its hours where it has any. */
export function emergencyWhen(line: Pick<EmergencyLine, 'when' | 'hours'>, language: string): string {
  const when = inLanguage(line.when, language);
  return line.hours === undefined ? when : `${when} (${hoursText(line.hours, language)})`;
}

/** "09:00-11:30" as people write it: "9–11.30". */
function shortPeriod(period: string): string {
  return period
    .split('-')
    .map((time) => time.replace(/^0/, '').replace(':00', '').replace(':', '.'))
    .join('–');
}

/** An instant as an author reads it: the day and the time of the clock in Finland. */
export function localText(instant: Date, language: string): string {
  const local = DateTime.fromJSDate(instant, { zone });
  return `${dayText(local, language)} ${local.toFormat('HH:mm')}`;
}
