import { JaroWinklerDistance } from 'natural/lib/natural/distance';
import type { Municipality } from '../region/region';
import { wordsOf } from './features';

interface Named {
  readonly place: Municipality;
  readonly name: string;
}

/** Finds municipalities by their Finnish or Swedish name, in any case form: "Seinäjoella", "Lapualta", "i Kristinestad". Two places are none. */
export function placeFinder(places: readonly Municipality[]): (text: string) => Municipality | undefined {
  const names: Named[] = places.flatMap((place) =>
    [place.fi, place.sv, ...(place.also ?? [])]
      .filter((name) => name !== undefined)
      .map((name) => ({ place, name: wordsOf(name).join('') })),
  );
  const byId = new Map(places.map((place) => [place.id, place]));
  const byStem = new Map<string, Municipality | undefined>();
  for (const { place, name } of names) {
    for (const stem of stemsOf(name))
      byStem.set(stem, byStem.has(stem) && byStem.get(stem)?.id !== place.id ? undefined : place);
  }
  for (const { place, name } of names) byStem.set(name, place);
  const named = (word: string): Municipality | undefined =>
    byStem.get(word) ??
    endings
      .filter((ending) => word.endsWith(ending))
      .map((ending) => byStem.get(word.slice(0, -ending.length)))
      .find((place) => place !== undefined);
  return (text) => {
    const known = byId.get(text.trim());
    if (known) return known;
    const words = wordsOf(text.replace(ordinaryNoun, ' '), 30);
    const said = [...words.slice(1).map((word, index) => `${words[index] ?? ''}${word}`), ...words];
    const exact = new Set(said.map(named).filter((place) => place !== undefined));
    if (exact.size > 0) return exact.size === 1 ? [...exact][0] : undefined;
    return misspelt(said, names);
  };
}

/** "Lahden takana" in small letters is behind a bay. */
const ordinaryNoun = /(?<!\p{L})(?:lahden|luodon|salon|kotkan) (?=\p{L})/gu;

const endings = [
  'n',
  'a',
  'ta',
  'na',
  'ssa',
  'sta',
  'lla',
  'lta',
  'lle',
  'an',
  'en',
  'in',
  'on',
  'un',
  'han',
  'hin',
  'hon',
  'hun',
  'seen',
  'sta',
  'lainen',
  'laiset',
  'laisia',
  'laisena',
  'laisten',
  'sia',
  'nen',
  's',
];

/** A name's end as it changes before a case ending (consonant gradation and the old stems of lake, river and hill). */
const changes: readonly (readonly [RegExp, string])[] = [
  [/joki$/, 'joe'],
  [/jarvi$/, 'jarve'],
  [/maki$/, 'mae'],
  [/lahti$/, 'lahde'],
  [/niemi$/, 'nieme'],
  [/saari$/, 'saare'],
  [/salmi$/, 'salme'],
  [/koski$/, 'koske'],
  [/lampi$/, 'lamme'],
  [/vesi$/, 'vede'],
  [/kangas$/, 'kankaa'],
  [/e$/, 'ee'],
  [/nen$/, 'se'],
  [/nen$/, 'si'],
  [/us$/, 'ude'],
  [/us$/, 'ukse'],
  [/is$/, 'ii'],
  [/as$/, 'aa'],
  [/([kpt])\1([aeiouy])$/, '$1$2'],
  [/nk([aeiouy])$/, 'ng$1'],
  [/nt([aeiouy])$/, 'nn$1'],
  [/mp([aeiouy])$/, 'mm$1'],
  [/ht([aeiouy])$/, 'hd$1'],
  [/lt([aeiouy])$/, 'll$1'],
  [/rt([aeiouy])$/, 'rr$1'],
  [/([aeiouylr])k([aeiouy])$/, '$1$2'],
  [/([aeiouy])t([aeiouy])$/, '$1d$2'],
  [/([aeiouylr])p([aeiouy])$/, '$1v$2'],
  [/kko$/, 'ko'],
];

function stemsOf(name: string): string[] {
  return [name, ...changes.flatMap(([end, changed]) => (end.test(name) ? [name.replace(end, changed)] : []))];
}

/** One letter amiss in a long name; never a guess between two places. */
function misspelt(said: readonly string[], names: readonly Named[]): Municipality | undefined {
  const near = said
    .filter((word) => word.length >= 6)
    .flatMap((word) =>
      names
        .filter(({ name }) => Math.abs(name.length - word.length) <= 2 && name.length >= 6)
        .map(({ place, name }) => ({
          place,
          score: name.length >= 8 && oneLetterApart(word, name) ? 0.97 : JaroWinklerDistance(word, name),
        })),
    )
    .filter(({ score }) => score >= 0.94)
    .sort((one, other) => other.score - one.score);
  const [best, second] = near;
  return best && (second === undefined || second.place.id === best.place.id || best.score - second.score > 0.01)
    ? best.place
    : undefined;
}

/** The same but for one letter changed, added or left out; Jaro and Winkler put too much on where letters stand. */
function oneLetterApart(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one.charAt(start) === other.charAt(start)) start += 1;
  const rest = (text: string, skip: number): string => text.slice(start + skip);
  return (
    one !== other &&
    (rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1))
  );
}
