import type { Span } from './span';

/** What stands between name and host: the sign itself, the sign in words, or "at" in brackets. */
const between =
  / ?@ ?| ?[([{] ?(?:at|a) ?[)\]}] ?| (?:at|miukumauku|kissanhanta|miuku|snabel-?a|kanelbulle|at-merkki|at-tecken) /gi;
const nameBefore = /[\p{L}\p{N}._%+'-]{1,64}(?: (?:piste|punkt|dot) [\p{L}\p{N}_%+'-]{1,64}){0,3}$/u;
const hostAfter =
  /^[\p{L}\p{N}-]{1,63}(?:(?:\.| (?:piste|punkt|dot) | ?\. ?(?=(?:fi|com|net|org|se|eu|ax|info|uk|ee)(?![\p{L}\p{N}])))[\p{L}\p{N}-]{1,63}){0,4}/u;
const dotted =
  /(?:\.| (?:piste|punkt|dot) | \. ?)(?:fi|com|net|org|se|eu|ax|info|uk|ee|no|dk|de|me|io|ru|ua|pl|gov|edu)$/i;
const provider =
  /^(?:g-?mail|googlemail|hotmail|outlook|live|msn|icloud|yahoo|proton|protonmail|luukku|suomi24|elisanet|elisa|kolumbus|saunalahti|pp|dnainternet|netti|welho|multi|anvianet|mbnet)(?![\p{L}\p{N}])/iu;
/** Words after which "at" and a host are ordinary English: "look at kela.fi". */
const ordinary =
  /^(?:look|looked|looking|looks|is|are|was|were|read|it|form|page|found|that|this|here|there|one|met|work|works)$/i;
const longestName = 140;
const longestHost = 300;

/**
 * E-mail addresses, also with the sign in words, where it is sure: a host with an ending or a known post office, and for a bare
 * "at" a name that only an address has. A single "ät" is never ordinary Finnish or Swedish.
 */
export function emailSpans(plain: string, seen: string): Span[] {
  const spans: Span[] = [];
  for (const match of seen.matchAll(between)) {
    const start = match.index;
    const end = start + match[0].length;
    const name = nameBefore.exec(seen.slice(Math.max(0, start - longestName), start))?.[0];
    const host = hostAfter.exec(seen.slice(end, end + longestHost))?.[0];
    if (name === undefined || host === undefined) continue;
    if (isSure(plain.slice(start, end), name, host)) spans.push({ start: start - name.length, end: end + host.length });
  }
  return spans;
}

function isSure(sign: string, name: string, host: string): boolean {
  if (sign === '@') return true;
  const known = dotted.test(host) || provider.test(host);
  if (!known || sign.trim().toLowerCase() !== 'at') return known;
  if (/[._%+\d-]| (?:piste|punkt|dot) /.test(name)) return true;
  return provider.test(host) && dotted.test(host) && !ordinary.test(name);
}
