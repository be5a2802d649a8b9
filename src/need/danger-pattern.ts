/** One place of a pattern: any of some words, exact, as a beginning or as a part ("*x*"); or a gap of up to three words. */
type Place =
  { readonly exact: ReadonlySet<string>; readonly begins: Beginnings; readonly parts: readonly string[] } | 'gap';
interface Beginnings {
  readonly all: ReadonlySet<string>;
  readonly shortest: number;
  readonly longest: number;
}

/** Places in a row; or several rows that stand near each other in any order ("a & b"), since word order is free in speech. */
export type Row = readonly Place[];
/** A hand-written pattern, compiled. */
export interface Pattern {
  readonly rows: readonly Row[];
  /** Rows that must not stand near the first one ("a & b ! c"). */
  readonly without: readonly Row[];
}

const longestGap = 3;
/** How many words after the first row the others may begin, before or after it. */
export const nearness = 8;

/** Patterns from their text; "@name" stands for a named list of words of the same file. */
export function compiler(lists: Readonly<Record<string, string>>): (pattern: string) => Pattern {
  // Lists are long and named in many patterns: what reads alike is kept once.
  const known = new Map<string, Place>();
  const once = (part: string): Place => {
    const place = known.get(part) ?? placeOf(part);
    known.set(part, place);
    return place;
  };
  const rowOf = (text: string): Row => text.trim().split(/\s+/).map(once);
  const rows = (text: string | undefined): Row[] => (text?.trim() ? text.split('&').map(rowOf) : []);
  const named = (pattern: string): string =>
    pattern.replace(/@([a-z0-9-]+)/g, (_, name: string) => {
      const list = lists[name];
      if (list === undefined) throw new Error(`no list of words named ${name}`);
      return alternatives(list);
    });
  return (pattern) => {
    const [said, without] = named(pattern).split('!');
    return { rows: rows(said), without: rows(without) };
  };
}

/** A list of words as one place of a pattern. */
function alternatives(list: string): string {
  return list.trim().split(/\s+/).join('|');
}

/** Whether a word is in a named list of words. */
export function wordList(list: string): (word: string) => boolean {
  const place = placeOf(alternatives(list));
  return (word) => place !== 'gap' && isIn(word, place);
}

function placeOf(part: string): Place {
  if (part === '..') return 'gap';
  const words = part.replace(/[()]/g, '').split('|');
  const begins = words.filter((one) => /^[^*]+\*$/.test(one)).map((one) => one.slice(0, -1));
  const lengths = begins.map((one) => one.length);
  return {
    exact: new Set(words.filter((one) => !one.includes('*'))),
    begins: { all: new Set(begins), shortest: Math.min(...lengths), longest: Math.max(...lengths) },
    parts: words.filter((one) => one.startsWith('*')).map((one) => one.replaceAll('*', '')),
  };
}

const shortKey = 3;
const mostRemembered = 20_000;

/** What could begin with a word: found by the word itself, by its first letters, or by letters anywhere in it. Remembered by word. */
export function byFirstWord<T extends { readonly pattern: Pattern }>(
  candidates: readonly T[],
): (word: string) => readonly T[] {
  const byWord = new Map<string, T[]>();
  const byStart = new Map<string, T[]>();
  const byPart = new Map<string, T[]>();
  const put = (map: Map<string, T[]>, key: string, one: T): void => {
    const there = map.get(key);
    if (there) there.push(one);
    else map.set(key, [one]);
  };
  for (const one of candidates) {
    const first = one.pattern.rows[0]?.[0];
    if (first === undefined || first === 'gap') continue;
    for (const word of first.exact) put(byWord, word, one);
    for (const key of new Set([...first.begins.all].map((start) => start.slice(0, shortKey)))) put(byStart, key, one);
    for (const key of new Set(first.parts.map((part) => part.slice(0, shortKey)))) put(byPart, key, one);
  }
  const remembered = new Map<string, readonly T[]>();
  return (word) => {
    if (word === '') return [];
    const known = remembered.get(word);
    if (known) return known;
    const found = new Set<T>(byWord.get(word));
    for (let length = 1; length <= shortKey; length += 1) {
      for (const one of byStart.get(word.slice(0, length)) ?? []) found.add(one);
      for (let at = 0; at + length <= word.length; at += 1)
        for (const one of byPart.get(word.slice(at, at + length)) ?? []) found.add(one);
    }
    const list = [...found].filter(({ pattern }) => {
      const first = pattern.rows[0]?.[0];
      return first !== undefined && first !== 'gap' && isIn(word, first);
    });
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(word, list);
    return list;
  };
}

/** Whether a pattern matches anywhere among the words. */
export function found(pattern: Pattern, words: readonly string[]): boolean {
  return words.some((_, start) => matchesAt(pattern, words, start));
}

/** Whether a pattern matches near a place. */
export function foundNear(pattern: Pattern, words: readonly string[], start: number): boolean {
  for (let at = Math.max(0, start - nearness); at <= start + nearness; at += 1)
    if (matchesAt(pattern, words, at)) return true;
  return false;
}

/**
 * Whether the first row begins here, every other row begins near it, and none of the excluded ones does:
 * those are looked for in `all`, also among the words that an idiom hides.
 */
export function matchesAt({ rows, without }: Pattern, words: readonly string[], start: number, all = words): boolean {
  const [first = [], ...others] = rows;
  if (endOf(first, words, 0, start) === undefined) return false;
  return others.every((other) => isNear(other, words, start)) && !without.some((other) => isNear(other, all, start));
}

function isNear(row: Row, words: readonly string[], start: number): boolean {
  for (let at = Math.max(0, start - nearness); at <= start + nearness; at += 1)
    if (endOf(row, words, 0, at) !== undefined) return true;
  return false;
}

function isIn(word: string, place: Exclude<Place, 'gap'>): boolean {
  if (place.exact.has(word)) return true;
  const { all, shortest, longest } = place.begins;
  for (let length = shortest; length <= Math.min(longest, word.length); length += 1)
    if (all.has(word.slice(0, length))) return true;
  return place.parts.some((part) => word.includes(part));
}

/** Where a match that begins here ends, if it does. Gaps are short, so the work at each start is bounded by the pattern. */
export function endOf(pattern: Row, words: readonly string[], place: number, at: number): number | undefined {
  const wanted = pattern[place];
  if (wanted === undefined) return at;
  if (wanted === 'gap') {
    for (let skipped = 0; skipped <= longestGap; skipped += 1) {
      const end = endOf(pattern, words, place + 1, at + skipped);
      if (end !== undefined) return end;
    }
    return undefined;
  }
  const word = words[at];
  if (word === undefined) return undefined;
  if (!isIn(word, wanted)) return undefined;
  return endOf(pattern, words, place + 1, at + 1);
}
