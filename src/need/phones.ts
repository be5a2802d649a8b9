import { spanOf, type Span } from './span';

/** Numbers begin with a zero (or a round letter in its place), a plus sign or Finland's own 358; up to three signs may part digits. */
const dialled = /(?<!\d)(?<!\d[.,:])\(?(?:\+[ (]{0,2}\d|358|0|[oO](?=[45]))(?:[ ()./_-]{0,3}\d){6,16}(?!\d)/g;
/** Mobile numbers whose zero was left out, in their own grouping: prices are grouped by threes. */
const bare = /(?<!\d)(?<!\d[ .,:])(?:4\d|50)(?:[ -]?\d{7}|[ -]\d{3}[ -]?\d{4}|[ -]\d{3}[ -]\d\d[ -]\d\d)(?!\d)/g;
/** American and Russian ways of writing a number without its country. */
const foreign =
  /(?<!\d)(?:\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}-\d{3}-\d{4}|8[ -]?\(?9\d\d\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d)(?!\d)/g;
const mobile = /^0[45]/;
const mobileDigits = 10;

/** The crisis lines of MIELI and of the church (law.md 6.2); free numbers begin with 0800. */
const nationalLines = /^(?:0800|092525011\d$|0400221180$)/;
const wholeDate = /^\d\d?[-./]\d\d?[-./](?:(?:19|20)\d\d(?!\d)|[ -]{0,3}\d\d?\.\d\d?\.)/;
const clock = /^(?:[01]?\d|2[0-4])\.[0-5]\d(?: ?- ?| )(?:[01]?\d|2[0-4])\.[0-5]\d(?!\d)/;
const hours = /^(?:[01]\d|2[0-4])-(?:[01]\d|2[0-4]) (?:[01]\d|2[0-4])-(?:[01]\d|2[0-4])(?!\d)/;

/** Phone numbers of any writing; dates, clock times and the public numbers of help lines are not masked. */
export function phoneSpans(seen: string, publicNumbers: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  const open: Span[] = [];
  dialled.lastIndex = 0;
  for (let match = dialled.exec(seen); match; match = dialled.exec(seen)) {
    const written = match[0];
    const other = [wholeDate, clock, hours].map((form) => form.exec(written)?.[0]).find((one) => one !== undefined);
    if (other !== undefined) {
      // A number may follow right after a date or a time.
      dialled.lastIndex = match.index + Math.max(1, other.length);
      continue;
    }
    const end = match.index + lengthOf(written);
    dialled.lastIndex = end;
    // A bracket of the sentence is not the number's own.
    const start = match.index + (/^\([^)]*$/.test(seen.slice(match.index, end)) ? 1 : 0);
    (isPublic(seen.slice(start, end), publicNumbers) ? open : spans).push({ start, end });
  }
  const others = [...seen.matchAll(bare), ...seen.matchAll(foreign)].filter(([written]) => !/0000$/.test(written));
  for (const span of others.map(spanOf))
    if (!open.some((one) => one.start <= span.start && span.end <= one.end)) spans.push(span);
  return spans;
}

/** A mobile number ends with its tenth digit when a border is there: "040 123 4567 12-vuotias" is a number and an age. */
function lengthOf(written: string): number {
  if (!mobile.test(written.replace(/\D/g, ''))) return written.length;
  let digits = 0;
  for (let at = 0; at < written.length; at += 1) {
    if (/\d/.test(written.charAt(at))) digits += 1;
    if (digits === mobileDigits && !/\d/.test(written.charAt(at + 1))) return at + 1;
  }
  return written.length;
}

function isPublic(written: string, publicNumbers: ReadonlySet<string>): boolean {
  const digits = written.replace(/\(0\)/, '').replace(/\D/g, '');
  const domestic = digits.replace(/^(?:00)?358/, '0');
  return nationalLines.test(domestic) || publicNumbers.has(domestic) || publicNumbers.has(digits);
}
