import { JaroWinklerDistance } from 'natural/lib/natural/distance';
import type { Offered } from '../flow/kind';
import { hasNegation, hitsIn, namesOf, plainWords, squeezed, type Named } from './option-names';

/**
 * The option that words point at: its label, a synonym, its number or ordinal, one of its names among other words, or a near miss.
 * Words that point at two options point at none.
 */
export function optionIn(text: string, offered: readonly Offered[]): string | undefined {
  const words = plainWords(text);
  const said = words.join(' ');
  if (said === '') return undefined;
  const named = namesOf(offered);
  const exact = named.find((option) => option.names.some((name) => name.join(' ') === said));
  if (exact) return exact.id;
  const place = placeSaid(words, offered.length);
  if (place !== undefined) return offered[place]?.id;
  const drawn = only(named.filter(({ names }) => names.some((name) => squeezed(name.join(' ')) === squeezed(said))));
  if (drawn !== undefined) return drawn;
  const hits = hitsIn(words, named);
  if (hits === 'denied') return undefined;
  return hits.length > 0 ? only(hits) : nearMiss(words, named);
}

/** Several options named in one message, by label, number or synonym, joined by commas, "and", or nothing at all. */
export function optionsIn(text: string, offered: readonly Offered[]): string[] | undefined {
  const whole = optionIn(text, offered);
  const named = namesOf(offered);
  if (
    whole !== undefined &&
    named.some(({ names }) => names.some((name) => name.join(' ') === plainWords(text).join(' ')))
  )
    return [whole];
  if (everywhere.test(plainWords(text).join(' '))) {
    const real = offered.map((option) => option.id).filter((id) => !alone.includes(id));
    return real.length > 0 ? real : undefined;
  }
  const parts = text.split(joints).filter((part) => plainWords(part).length > 0);
  const found = parts.map((part) => within(part, offered, named));
  const all = found.flatMap((ids) => ids ?? []);
  return all.length > 0 && found.every((ids) => ids !== undefined) ? [...new Set(all)] : undefined;
}

const near = 0.93;
const alone = ['none', 'skip', 'unknown', 'other'];
const joints = /[,;+&\n]|(?<!\p{L})(?:ja|sekä|että|tai|och|o|samt|eller|både|and|or|both)(?!\p{L})/iu;
const everywhere = /^(?:kaikissa|kaikki|joka paikassa|kaikkialla|overallt|alla|allt|everywhere|all|all of them)$/;
const filler = new Set('i pa at in the on se en ett myos aina ja'.split(' '));

/** The options of one part: a single one, numbers in a row, or names that leave no other word over. */
function within(part: string, offered: readonly Offered[], named: readonly Named[]): string[] | undefined {
  const words = plainWords(part);
  if (words.length > 1 && words.every((word) => /^\d{1,2}$/.test(word))) {
    const ids = words.map((word) => offered[Number(word) - 1]?.id);
    return ids.every((id) => id !== undefined) ? ids : undefined;
  }
  const one = optionIn(part, offered);
  if (one !== undefined) return [one];
  const hits = hitsIn(words, named);
  if (hits === 'denied') return undefined;
  const left = words.some((word, at) => !filler.has(word) && !hits.some(({ start, end }) => start <= at && at < end));
  return hits.length > 0 && !left ? [...new Set(hits.map(({ id }) => id))] : undefined;
}

const ordinals: readonly (readonly string[])[] = [
  ['ensimmainen', 'eka', 'forsta', 'first'],
  ['toinen', 'toka', 'andra', 'second'],
  ['kolmas', 'kolmonen', 'tredje', 'third'],
  ['neljas', 'nelonen', 'fjarde', 'fourth'],
  ['viides', 'vitonen', 'femte', 'fifth'],
  ['kuudes', 'kutonen', 'sjatte', 'sixth'],
];
const last = ['viimeinen', 'vika', 'sista', 'last'];
const besideNumber = new Set(
  'vaihtoehto kohta nro numero nr no alternativ nummer option number the one se den det'.split(' '),
);

/** The place of an option told by its number or ordinal: "2", "vaihtoehto 1", "the first one". */
function placeSaid(words: readonly string[], count: number): number | undefined {
  const [said, ...more] = words.filter((word) => !besideNumber.has(word));
  if (said === undefined || more.length > 0) return undefined;
  if (/^\d{1,2}$/.test(said)) return Number(said) - 1;
  if (last.includes(said)) return count - 1;
  const ordinal = ordinals.findIndex((names) => names.includes(said));
  return ordinal >= 0 ? ordinal : undefined;
}

function only(found: readonly { readonly id: string }[]): string | undefined {
  const ids = new Set(found.map(({ id }) => id));
  return ids.size === 1 ? found[0]?.id : undefined;
}

/** A slip of the finger in the whole answer; never a guess between two options, or over a "not" that only one of them has. */
function nearMiss(words: readonly string[], named: readonly Named[]): string | undefined {
  const said = words.join(' ');
  if (said.length < 4) return undefined;
  const scored = named
    .map(({ id, names }) => ({ id, score: Math.max(...names.map((name) => alike(words, name))) }))
    .sort((one, other) => other.score - one.score);
  const [best, second] = scored;
  return best && best.score >= near && best.score - (second?.score ?? 0) > 0.02 ? best.id : undefined;
}

function alike(words: readonly string[], name: readonly string[]): number {
  const [said, wanted] = [words.join(' '), name.join(' ')];
  // In a short word two letters make another word: "snarast" is not "snart".
  const slips = wanted.length < 8 ? 1 : 2;
  if (Math.abs(said.length - wanted.length) > slips || hasNegation(words) !== hasNegation(name)) return 0;
  return JaroWinklerDistance(said, wanted);
}

const emailAddress = /[^\s@,;]{1,64}@[^\s@,;]{1,190}\.[^\s@,;.]{2,24}/u;
const phoneNumber = /\(?(?:\+|00)?\d(?:[\s().-]{0,2}\d){5,14}/u;

/** A phone number or e-mail address as the person wrote it, in any common way of writing. */
export function contactIn(text: string): string | undefined {
  const phone = phoneNumber.exec(text)?.[0].trim();
  return emailAddress.exec(text)?.[0] ?? (phone?.includes(')') === true ? phone : phone?.replace(/^\(/, ''));
}
