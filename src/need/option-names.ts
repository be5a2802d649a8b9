import type { Offered } from '../flow/kind';
import { wordsOf } from './features';

/** An option by everything it is called, each name as its folded words. */
export interface Named {
  readonly id: string;
  readonly names: readonly (readonly string[])[];
}

/** A name of an option found in what was said: which words of it, from the first to the one after the last. */
interface Hit {
  readonly id: string;
  readonly name: readonly string[];
  readonly start: number;
  readonly end: number;
}

const mostWords = 40;
const shortestAnywhere = 4;
/** A case ending or an article on a word of five letters or more: "opettajana", "läraren". */
const longestEnding = 4;
const shortAnswer = 5;
/** What may open an answer before its yes or no. */
const interjections = new Set('no nu na oh ah well hmm mm ihan'.split(' '));
const joining = new Set('tai vai eller or and ja och mutta men but'.split(' '));
/** Words that mean yes as a whole answer and nothing among other words: "haluan", but "haluan lopettaa". */
const wholeAnswers = new Set(
  'on oli olen oon haluan haluisin haluaisin nog please right true good long over official now nyt nu'.split(' '),
);
const negations = new Set('ei et emme eivat eika ala inte int ej not dont don cant cannot isnt'.split(' '));

const finnishVerbs = /^(?:halu|tarvi|ole|oo|tied|tii|parja|kaipa|lahet|usko|osaa|pysty|voi|ma)/;

export function plainWords(text: string): string[] {
  return wordsOf(text, mostWords);
}

/** What each option is called: its label, the parts of a label with "or" in it, its synonyms. A name of two options is nobody's. */
export function namesOf(offered: readonly Offered[]): Named[] {
  const named = offered.map((option) => ({
    id: option.id,
    own: [option.label, ...(option.also ?? [])],
    parts: option.label.split(/,|;|\b(?:tai|eller|or)\b/iu),
  }));
  const users = new Map<string, Set<string>>();
  for (const { id, parts } of named)
    for (const part of parts) {
      const key = plainWords(part).join(' ');
      users.set(key, (users.get(key) ?? new Set()).add(id));
    }
  return named.map(({ id, own, parts }) => {
    const lone = parts.filter((part) => {
      const key = plainWords(part).join(' ');
      return key.length >= shortestAnywhere && users.get(key)?.size === 1;
    });
    return { id, names: [...own, ...lone].map(plainWords).filter((name) => name.length > 0) };
  });
}

/**
 * The names that stand in what was said: longer ones hide those inside them, and a "not" beside a name takes it away. A short name
 * counts only where a short answer begins; elsewhere it can only contradict ("yes or no").
 */
export function hitsIn(words: readonly string[], named: readonly Named[]): readonly Hit[] | 'denied' {
  const found = named.flatMap(({ id, names }) =>
    names.flatMap((name) =>
      words.flatMap((_, start): Hit[] =>
        standsAt(name, words, start) ? [{ id, name, start, end: start + name.length }] : [],
      ),
    ),
  );
  const seen = found.filter((hit) => !found.some((other) => hides(other, hit)));
  // "Nä int" denies twice; it does not take back its own no.
  const refusals = new Set(seen.filter(({ name }) => hasNegation(name)).map(({ id }) => id));
  const denials = seen.filter((hit) => !refusals.has(hit.id) && isDenied(hit, words));
  const said = seen.filter((hit) => !denials.includes(hit));
  // "Ei kovin iso" is neither big nor none.
  if (denials.length > 0 && said.every(({ name }) => name.every((word) => negations.has(word)))) return 'denied';
  return said;
}

function hides(longer: Hit, hit: Hit): boolean {
  const inside = longer.start <= hit.start && hit.end <= longer.end;
  return inside && longer.id !== hit.id && longer.end - longer.start > hit.end - hit.start;
}

function standsAt(name: readonly string[], words: readonly string[], start: number): boolean {
  if (!name.every((wanted, index) => sameWord(words[start + index] ?? '', wanted))) return false;
  const letters = name.reduce((sum, word) => sum + word.length, 0);
  const [only] = name.length === 1 ? name : [];
  if (only !== undefined && wholeAnswers.has(only)) return words.length === 1;
  if (letters >= shortestAnywhere) return true;
  if (words.length > shortAnswer) return false;
  const opens = words.slice(0, start).every((word) => interjections.has(word) || wholeAnswers.has(word));
  const contradicts = joining.has(words[start - 1] ?? '') || start === 1;
  const denies = hasNegation(words.slice(Math.max(0, start - 2), start));
  return letters > 1 && (opens || contradicts || denies);
}

/** The same word, however long a vowel is drawn, and with a case ending if the word is long. */
function sameWord(said: string, wanted: string): boolean {
  if (said === wanted || squeezed(said) === squeezed(wanted)) return true;
  return wanted.length >= 5 && said.startsWith(wanted) && said.length - wanted.length <= longestEnding;
}

/** "Ei iso", "det går inte": a negation up to two words before, or right after. */
function isDenied({ name, start, end }: Hit, words: readonly string[]): boolean {
  if (hasNegation(name)) return false;
  return [...words.slice(Math.max(0, start - 2), start), ...words.slice(end, end + 1)].some((word) =>
    negations.has(word),
  );
}

/** "En" is a Finnish not before a Finnish verb, and a Swedish article elsewhere. */
export function hasNegation(words: readonly string[]): boolean {
  return words.some((word, at) => negations.has(word) || (word === 'en' && finnishVerbs.test(words[at + 1] ?? '')));
}

/** "joooo" and "kylllä" as "jo" and "kyla": letters drawn out or doubled by a finger. */
export function squeezed(text: string): string {
  return text.replace(/(\p{L})\1+/gu, '$1');
}
