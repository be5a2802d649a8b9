import type { Span } from './span';
import { streetWord, type StreetWord } from './street-words';

/** Street addresses with their numbers, and postal codes with their towns, in a legible text and its outline. */
export function addressSpans(plain: string, seen: string): Span[] {
  const streets = streetSpans(plain, seen);
  return [...streets, ...postalSpans(plain, seen, streets)];
}

const words = /[\p{L}'-]+/gu;
/** A house number, its stair and flat in the ways they are written; a case ending may hang on it. */
const number = /,? ?(?:(?:n:?ro|nr|no|num|numero|nummer|number)[.:]? ?)?\d{1,4}(?: ?[-/] ?\d{1,4})?(?!\d)/y;
const stair = / ?(?:[a-u] ?\d{1,3}(?!\d)(?: ?[a-d](?![\p{L}\p{N}]))?|[a-dfg](?![\p{L}\p{N}])|E(?![\p{L}\p{N}]))/iuy;
const flat =
  /,? ?(?:as|asunto|bst|bostad|lgh|lagenhet|apt|apartment|flat|huoneisto|rappu|porras|trappa|tr|talo|krs|ovi)[.:]? ?(?:\d{1,4}|[a-u])(?![\p{L}\p{N}])/iuy;
const caseEnding = /:[a-z]{1,5}/y;
/** A clock time, a decimal, a share: not the number of a house. */
const notHouse = /^(?:[.,:]\d| ?[%€])/;
/** What is counted or measured: "tietä 5 km", "leikkipuistossa 3 lasta". */
const counted = wordsLike(
  `
  v vee kk vk pv h t km m cm e kg g mg ml l kpl lk kvarter people step steps asti jalkeen mennessa aikaan saakka
  sidor`,
  `
  vuo kuukau vko viik paiv tun min sek metri kilo eur kert laps last poik poj tyt nuor aikui henk ihmi koir kiss
  auto opp aste luok pros gang manad veck dag timm barn flick kill tjej ungdom vux person kron kid child boy
  girl year month week day hour mile time sivu`,
);

/** One of some whole words, or of words that begin so, right after a number. */
function wordsLike(whole: string, beginnings: string): RegExp {
  const any = (words: string): string => words.trim().split(/\s+/).join('|');
  return new RegExp(`^ ?(?:${any(whole)}|(?:${any(beginnings)})\\p{L}*)(?![\\p{L}\\p{N}])`, 'iu');
}

/** "Keskusk. 12", "Storg. 3": a name cut short with a full stop. */
const cutShort = /^\p{Lu}\p{L}{3,}(?:k|g|nt)$/u;
const older =
  /^(?:vanha|vanhan|iso|ison|pieni|pienen|uusi|uuden|itainen|lantinen|pohjoinen|etelainen|norra|sodra|ostra|vastra|gamla|nya|lilla|stora|ovre|nedre)$/i;
const notName =
  /^(?:tama|taman|talla|tuo|tuon|sama|saman|oma|oman|koko|kaikki|mika|talta|elamani|vara|denna|samma|hela|egna|mitt|this|that|every)$/i;
const english = /^(?:Street|Road|Lane|Avenue|Drive)$/;
const numberBefore = /(?<![\p{L}\p{N}.,:])\d{1,4} ?[A-Za-z]? $/u;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function streetSpans(plain: string, seen: string): Span[] {
  const spans: Span[] = [];
  const before: Word[] = [];
  for (const match of seen.matchAll(words)) {
    const word: Word = { text: match[0], start: match.index, end: match.index + match[0].length };
    const span = streetAt(plain, seen, word, before);
    if (span) spans.push(span);
    before.unshift(word);
    before.length = Math.min(before.length, 3);
  }
  return spans;
}

/** The address whose street name ends in this word, if there is one. */
function streetAt(plain: string, seen: string, word: Word, before: readonly Word[]): Span | undefined {
  const abbreviated = seen.charAt(word.end) === '.' && cutShort.test(word.text);
  const isEnglish = english.test(word.text);
  const street: StreetWord | undefined =
    abbreviated || isEnglish
      ? { sure: true, common: false, before: isEnglish ? '' : word.text }
      : streetWord(word.text);
  if (!street) return undefined;
  const named = isNamed(seen, word);
  const start = street.before === '' ? nameStart(seen, word, before, isEnglish) : qualified(seen, word, before);
  if (start === undefined) return undefined;
  const house = houseAt(seen, abbreviated ? word.end + 1 : word.end);
  if (house) {
    const likely = street.common ? named : street.sure || /^\p{Lu}/u.test(word.text);
    return house.stair || (likely && !isCounted(plain, seen, house.end)) ? { start, end: house.end } : undefined;
  }
  // In English the number often comes first: "12 Koivutie".
  const first = street.sure && named ? numberBefore.exec(seen.slice(Math.max(0, start - 9), start)) : null;
  return first ? { start: start - first[0].length, end: word.end } : undefined;
}

/** Whether a capital letter makes a name of the word: at the beginning of a sentence it does not. */
function isNamed(seen: string, word: Word): boolean {
  return (
    /^\p{Lu}/u.test(word.text) &&
    /[\p{L}\p{N},:;(][ (]{1,2}$/u.test(seen.slice(Math.max(0, word.start - 3), word.start))
  );
}

/** Whether the number tells how many, how far or when, and not which house. */
function isCounted(plain: string, seen: string, end: number): boolean {
  const next = seen.slice(end, end + 24);
  return notHouse.test(next) || counted.test(next) || /^ ?år(?!\p{L})/iu.test(plain.slice(end, end + 4));
}

/** A street word that stands alone needs the name before it: "Gamla vägen", "Alvar Aallon katu". */
function nameStart(seen: string, word: Word, before: readonly Word[], isEnglish: boolean): number | undefined {
  let start: number | undefined;
  let from = word.start;
  for (const [index, one] of before.slice(0, 2).entries()) {
    if (seen.slice(one.end, from) !== ' ' || !/^\p{Lu}/u.test(one.text) || notName.test(one.text)) break;
    if (index === 0 && !isEnglish && one.text.length < 4) break;
    start = one.start;
    from = one.start;
  }
  return start;
}

/** "Vanhan Vaasantie" and "Marttilan puistotie" begin with the word before. */
function qualified(seen: string, word: Word, before: readonly Word[]): number {
  const [last] = before;
  if (!last || seen.slice(last.end, word.start) !== ' ') return word.start;
  const possessed = /^\p{Ll}/u.test(word.text) && /n$/.test(last.text) && isNamed(seen, last);
  return older.test(last.text) || possessed ? last.start : word.start;
}

function houseAt(seen: string, at: number): { end: number; stair: boolean } | undefined {
  let end = after(number, seen, at);
  if (end === undefined) return undefined;
  let letters = false;
  const withStair = after(stair, seen, end);
  // "4 v" and "5 e" are years and euros; "5 a 6" is a stair with a flat.
  if (withStair !== undefined) {
    end = withStair;
    letters = true;
  }
  for (let more = after(flat, seen, end), count = 0; more !== undefined && count < 3; more = after(flat, seen, end)) {
    end = more;
    letters = true;
    count += 1;
  }
  return { end: after(caseEnding, seen, end) ?? end, stair: letters };
}

/** Where a form ends that begins right here. */
function after(form: RegExp, seen: string, at: number): number | undefined {
  form.lastIndex = at;
  return form.test(seen) ? form.lastIndex : undefined;
}

const postalCode = /(?<![\d.,])(?:(?:FIN?|AX|S)-? ?)?(\d{5})(?![\d.,]\d|\d)/g;
const named =
  /(?:postinumero\p{L}*|postinro|postnummer\p{L}*|postnumret|postnr|postal code|post ?code|zip(?: code)?)(?: on| is| ar)?[:.]? ?$/iu;
const townAfter = /^,? (\p{L}[\p{L}-]{2,30})/u;
const townLike =
  /(?:joki|joe\p{L}+|jarv\p{L}+|maki|mae\p{L}+|lahti|lahde\p{L}+|niem\p{L}+|saar\p{L}+|salm\p{L}+|kosk\p{L}+|kyla\p{L}*|kaupun\p{L}+|linna\p{L}*|ranta|nummi|hamina|vaara\p{L}*|kyro\p{L}*|stad|fors|borg|nas)$|^(?:helsin|espoo|vantaa|kerava|turku|turu|tamper|oulu|pori|rauma|vaasa|vasa|lapua|kurik|kauhav|kuopio|kokkol|mikkel|kotka|kouvol|alavu|ahtar|teuva|tuusul|kokkola)\p{L}*$/iu;

/** Five digits with a town, after a street, or called a postal code; five digits of money or steps are not. */
function postalSpans(plain: string, seen: string, streets: readonly Span[]): Span[] {
  const ends = new Set(streets.flatMap(({ end }) => [0, 1, 2, 3].map((gap) => end + gap)));
  return [...seen.matchAll(postalCode)].flatMap((match) => {
    const start = match.index;
    const end = start + match[0].length;
    const town = townAfter.exec(seen.slice(end, end + 36));
    const name = town?.[1] ?? '';
    const measured = counted.test(` ${name}`) || /^(?:askel|ask|ihmi|sana|merk)/i.test(name);
    // The last digits of something longer, or the end of a line, have no town after them.
    const part = /\d $/.test(seen.slice(Math.max(0, start - 2), start)) || plain.charAt(end) === '\n';
    const capital = /^\p{Lu}/u.test(name) && !measured && !part;
    const sure = ends.has(start) || match[0].length > 5 || named.test(seen.slice(Math.max(0, start - 24), start));
    if (!sure && !capital && !townLike.test(name)) return [];
    const last = /^(?: ?[\p{Po}]|$)/u.test(
      seen.slice(end + (town?.[0].length ?? 0), end + (town?.[0].length ?? 0) + 2),
    );
    const withTown = town && (capital || townLike.test(name) || (ends.has(start) && last));
    return [{ start, end: withTown ? end + town[0].length : end }];
  });
}
