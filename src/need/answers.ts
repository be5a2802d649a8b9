import { JaroWinklerDistance } from 'natural/lib/natural/distance';
import type { Offered } from '../flow/kind';
import { fold, wordsOf } from './features';

const near = 0.93;

const ordinals: readonly (readonly string[])[] = [
  ['ensimmainen', 'eka', 'forsta', 'first'],
  ['toinen', 'toka', 'andra', 'second'],
  ['kolmas', 'kolmonen', 'tredje', 'third'],
  ['neljas', 'nelonen', 'fjarde', 'fourth'],
  ['viides', 'femte', 'fifth'],
  ['kuudes', 'sjatte', 'sixth'],
];

/** The option that words point at: its label, a synonym, its number or ordinal, or a near miss of its label. */
export function optionIn(text: string, offered: readonly Offered[]): string | undefined {
  const said = plain(text);
  if (said === '') return undefined;
  const names = offered.map((option) => ({ id: option.id, names: [option.label, ...(option.also ?? [])].map(plain) }));
  const exact = names.find((option) => option.names.includes(said));
  if (exact) return exact.id;
  const numbered = /^(\d{1,2})$/.exec(said)?.[1];
  if (numbered !== undefined) return offered[Number(numbered) - 1]?.id;
  const ordinal = ordinals.findIndex((words) => words.includes(said));
  if (ordinal >= 0) return offered[ordinal]?.id;
  const within = names.filter((option) =>
    option.names.some((name) => name.length >= 4 && ` ${said} `.includes(` ${name} `)),
  );
  if (within.length > 0) return within.length === 1 ? within[0]?.id : undefined;
  return nearMiss(said, names) ?? beginning(said, names);
}

function nearMiss(said: string, names: readonly { id: string; names: readonly string[] }[]): string | undefined {
  if (said.length < 4) return undefined;
  const scored = names
    .map((option) => ({
      id: option.id,
      score: Math.max(...option.names.map((name) => JaroWinklerDistance(said, name))),
    }))
    .sort((one, other) => other.score - one.score);
  const [best, second] = scored;
  return best && best.score >= near && best.score - (second?.score ?? 0) > 0.02 ? best.id : undefined;
}

/** "joo on meillä" begins with a word for yes; only short answers are read so. */
function beginning(said: string, names: readonly { id: string; names: readonly string[] }[]): string | undefined {
  if (said.split(' ').length > 4) return undefined;
  const found = names.filter((option) => option.names.some((name) => name.length >= 2 && said.startsWith(`${name} `)));
  return found.length === 1 ? found[0]?.id : undefined;
}

/** Several options named in one message, by label, number or synonym, joined by commas or "and". */
export function optionsIn(text: string, offered: readonly Offered[]): string[] | undefined {
  const parts = text
    .split(/[,;+&\n]|\b(?:ja|sekä|och|samt|and)\b/iu)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const whole = plain(text);
  const named = offered.find((option) => plain(option.label) === whole);
  if (named) return [named.id];
  const found = parts.map((part) => optionIn(part, offered)).filter((id) => id !== undefined);
  return found.length > 0 && found.length === parts.length ? [...new Set(found)] : undefined;
}

const numberWords: readonly (readonly string[])[] = [
  ['nolla', 'noll', 'zero', 'puolivuotia', 'puolen', 'vastasyntyny', 'nyfodd', 'newborn', 'vauva', 'bebis', 'baby'],
  ['yksi', 'yks', 'ett', 'one', 'puolitoista', 'puoltoista', 'yksivuotia', 'vuoden', 'yhden'],
  ['kaksi', 'kaks', 'kahden', 'tva', 'two'],
  ['kolme', 'kolm', 'tre', 'three'],
  ['nelja', 'nelivuot', 'nelikui', 'nelikuu', 'fyra', 'four'],
  ['viisi', 'viis', 'viiden', 'fem', 'five'],
  ['kuusi', 'kuus', 'kuuden', 'sex', 'six', 'eskari', 'esikoulu', 'forskol'],
  ['seitseman', 'seittema', 'seitsenvuot', 'seitsenkui', 'sju', 'seven'],
  ['kahdeksan', 'kaheksa', 'atta', 'eight'],
  ['yhdeksan', 'yheksa', 'nio', 'nine'],
  ['kymmenen', 'kymmene', 'kymmenvuot', 'kymmenkui', 'tio', 'ten'],
  ['yksitoista', 'elva', 'eleven'],
  ['kaksitoista', 'tolv', 'twelve'],
  ['kolmetoista', 'tretton', 'thirteen'],
  ['neljatoista', 'fjorton', 'fourteen'],
  ['viisitoista', 'femton', 'fifteen'],
  ['kuusitoista', 'sexton', 'sixteen'],
  ['seitsemantoista', 'sjutton', 'seventeen'],
  ['kahdeksantoista', 'arton', 'eighteen'],
];

const monthWord = /^(kk|kuukau|kuukaut|man|manad|mon|viikko|viikkoa|viikon|vk|veck|week|paiva|dag|day)/;

/** An age in whole years from words: "3", "3,5 v", "8 kk", "kolmeveetä", "puolitoistavuotias", "eskarissa". */
export function yearsIn(text: string): number | undefined {
  const folded = fold(text);
  const digits = /(?<![\p{L}\p{N}-])(\d{1,4})(?:[.,]\d+)?[\s-]*(\p{L}*)/u.exec(folded);
  if (digits)
    return monthWord.test(digits[2] ?? '')
      ? Math.floor(Number(digits[1]) / (/^(kk|ku|man|mon)/.test(digits[2] ?? '') ? 12 : 52))
      : Number(digits[1]);
  const words = wordsOf(text, 12);
  for (const [index, word] of words.entries()) {
    const value = wordNumber(word);
    if (value === undefined) continue;
    return monthWord.test(words[index + 1] ?? '') || /(kuinen|kuukautinen|kk)/.test(word)
      ? Math.floor(value / 12)
      : value;
  }
  return undefined;
}

/** Pre-primary education in the family's words: eskari, esikoulu, förskola, pre-school. */
const prePrimaryWord = /^(eskari|esikoul|forskol|preprimary|preschool)/;

/** An age with the stage said beside it: in pre-primary education a five-year-old has a six-year-old's services. */
export function ageIn(text: string): { number: number; stage?: string } | undefined {
  const number = yearsIn(text);
  if (number === undefined) return undefined;
  const words = wordsOf(text, 12);
  const said = words.some(
    (word, index) => prePrimaryWord.test(word) || prePrimaryWord.test(`${word}${words[index + 1] ?? ''}`),
  );
  return said ? { number, stage: 'pre-primary' } : { number };
}

/** The longest number word that a word begins with, so that "kolmetoistavuotias" is thirteen and not three. */
function wordNumber(word: string): number | undefined {
  let best: { value: number; length: number } | undefined;
  numberWords.forEach((names, value) => {
    for (const name of names) {
      const matches = name.length > 3 ? word.startsWith(name) : word === name || word === `${name}aring`;
      if (matches && name.length > (best?.length ?? 0)) best = { value, length: name.length };
    }
  });
  return best?.value;
}

const emailAddress = /[^\s@,;]{1,64}@[^\s@,;]{1,190}\.[^\s@,;.]{2,24}/u;
const phoneNumber = /\(?(?:\+|00)?\d(?:[\s().-]{0,2}\d){5,14}/u;

/** A phone number or e-mail address as the person wrote it, in any common way of writing. */
export function contactIn(text: string): string | undefined {
  const phone = phoneNumber.exec(text)?.[0].trim();
  return emailAddress.exec(text)?.[0] ?? (phone?.includes(')') === true ? phone : phone?.replace(/^\(/, ''));
}

function plain(text: string): string {
  return wordsOf(text, 40).join(' ');
}
