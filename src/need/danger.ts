import type { Content } from '../content/content';
import type { DangerKind, DangerLevel, RuleLevel } from '../content/shape';
import { wordsOf } from './features';

/** What was heard, and which rule heard it: the pattern's name is for the worker, never for logs. */
export interface Heard {
  readonly kind: DangerKind;
  readonly level: DangerLevel;
  readonly pattern: string;
}

/** One place of a pattern: any of some words, exact, as a beginning or as a part ("*x*"); or a gap of up to three words. */
type Place =
  { readonly exact: ReadonlySet<string>; readonly begins: Beginnings; readonly parts: readonly string[] } | 'gap';
interface Beginnings {
  readonly all: ReadonlySet<string>;
  readonly shortest: number;
  readonly longest: number;
}

/** Places in a row; or several rows that stand near each other in any order ("a & b"), since word order is free in speech. */
type Row = readonly Place[];
interface Pattern {
  readonly rows: readonly Row[];
  /** Rows that must not stand near the first one ("a & b ! c"). */
  readonly without: readonly Row[];
}

interface Rule {
  readonly kind: DangerKind;
  readonly level: RuleLevel;
  readonly name: string;
  readonly patterns: readonly Pattern[];
  /** Anywhere in the message: silences the whole rule. */
  readonly unless: readonly Pattern[];
  /** Near the place that was heard: silences only that place, so that danger told elsewhere in a long story is still heard. */
  readonly unlessNear: readonly Pattern[];
}

const longestGap = 3;
/** How many words after the first row the others may begin, before or after it. */
const nearness = 8;
/** More words than the longest message that a door lets in. */
const mostWords = 100_000;
const order: readonly RuleLevel[] = ['emergency', 'urgent', 'check', 'hint'];

/** All that the patterns find in a message. */
export interface Found {
  /** The gravest that is heard by itself. */
  readonly heard: Heard | undefined;
  /** Every rule that matched, hints among them; `silenced` when something else in the message speaks against it. */
  readonly rules: readonly {
    readonly name: string;
    readonly kind: DangerKind;
    readonly level: RuleLevel;
    readonly silenced: boolean;
  }[];
  /** Whether a figure of speech hid some of the words. */
  readonly hidden: boolean;
}

export type DangerEar = (text: string) => Found;

/**
 * Hears danger by hand-written patterns, in every language at once. Deterministic and linear in the length of the message:
 * no learned score decides that somebody is not in danger (needs.md; law.md 2).
 */
export function dangerEar(content: Pick<Content, 'danger'>): DangerEar {
  const known = ears.get(content.danger);
  if (known) return known;
  const listens = earOf(content);
  // One message is listened to for itself and for its likeness: the second time the answer is there.
  let last: { readonly text: string; readonly found: Found } | undefined;
  const ear: DangerEar = (text) => {
    if (last?.text !== text) last = { text, found: listens(text) };
    return last.found;
  };
  ears.set(content.danger, ear);
  return ear;
}

const ears = new WeakMap<Content['danger'], DangerEar>();

function earOf(content: Pick<Content, 'danger'>): DangerEar {
  const idioms: Pattern[] = [];
  const rules: Rule[] = [];
  for (const [language, file] of Object.entries(content.danger)) {
    const compiled = compiler(file.words ?? {});
    idioms.push(...file.idioms.map(compiled));
    for (const rule of file.rules) {
      rules.push({
        kind: rule.kind,
        level: rule.level,
        name: `${language}/${rule.id}`,
        patterns: rule.patterns.map(compiled),
        unless: (rule.unless ?? []).map(compiled),
        unlessNear: (rule['unless-near'] ?? []).map(compiled),
      });
    }
  }
  // The gravest level first; within a level, the order in which the authors wrote the rules.
  rules.sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
  const index = indexed(rules);
  const hiding = byFirstWord(idioms.map((pattern) => ({ pattern })));
  return (text) => {
    const words = wordsOf(text, mostWords);
    const said = withoutIdioms(words, hiding);
    const hits = index.hits(said, words).sort((one, other) => one - other);
    const matched = hits.flatMap((hit) => {
      const rule = rules[hit];
      if (!rule) return [];
      const { name, kind, level, unless } = rule;
      return [{ name, kind, level, silenced: unless.some((pattern) => found(pattern, words)) }];
    });
    const first = matched.find(({ level, silenced }) => level !== 'hint' && !silenced);
    return {
      heard: first && { kind: first.kind, level: first.level as DangerLevel, pattern: first.name },
      rules: matched,
      hidden: said.some((word, index) => word !== words[index]),
    };
  };
}

interface Candidate {
  readonly rule: number;
  readonly pattern: Pattern;
}

/** Rules whose patterns are found in a message, each looked for only where its first word could stand. */
function indexed(rules: readonly Rule[]): { hits(said: readonly string[], words: readonly string[]): number[] } {
  const beginning = byFirstWord(
    rules.flatMap(({ patterns }, rule) => patterns.map((pattern): Candidate => ({ rule, pattern }))),
  );
  return {
    hits(said, words) {
      const hits = new Set<number>();
      said.forEach((word, start) => {
        for (const { rule, pattern } of beginning(word)) {
          if (hits.has(rule) || !matchesAt(pattern, said, start, words)) continue;
          if (!rules[rule]?.unlessNear.some((one) => foundNear(one, words, start))) hits.add(rule);
        }
      });
      return [...hits];
    },
  };
}

const shortKey = 3;
const mostRemembered = 20_000;

/** What could begin with a word: found by the word itself, by its first letters, or by letters anywhere in it. Remembered by word. */
function byFirstWord<T extends { readonly pattern: Pattern }>(
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

/** Patterns from their text; "@name" stands for a named list of words of the same file. */
function compiler(lists: Readonly<Record<string, string>>): (pattern: string) => Pattern {
  const rows = (text: string | undefined): Row[] => (text?.trim() ? text.split('&').map(row) : []);
  const named = (pattern: string): string =>
    pattern.replace(/@([a-z0-9-]+)/g, (_, name: string) => {
      const list = lists[name];
      if (list === undefined) throw new Error(`no list of words named ${name}`);
      return list.trim().split(/\s+/).join('|');
    });
  return (pattern) => {
    const [said, without] = named(pattern).split('!');
    return { rows: rows(said), without: rows(without) };
  };
}

function row(places: string): Place[] {
  return places
    .trim()
    .split(/\s+/)
    .map((part) => {
      if (part === '..') return 'gap';
      const alternatives = part.replace(/[()]/g, '').split('|');
      const begins = alternatives.filter((one) => /^[^*]+\*$/.test(one)).map((one) => one.slice(0, -1));
      const lengths = begins.map((one) => one.length);
      return {
        exact: new Set(alternatives.filter((one) => !one.includes('*'))),
        begins: { all: new Set(begins), shortest: Math.min(...lengths), longest: Math.max(...lengths) },
        parts: alternatives.filter((one) => one.startsWith('*')).map((one) => one.replaceAll('*', '')),
      };
    });
}

function found(pattern: Pattern, words: readonly string[]): boolean {
  return words.some((_, start) => matchesAt(pattern, words, start));
}

function foundNear(pattern: Pattern, words: readonly string[], start: number): boolean {
  for (let at = Math.max(0, start - nearness); at <= start + nearness; at += 1)
    if (matchesAt(pattern, words, at)) return true;
  return false;
}

/**
 * Whether the first row begins here, every other row begins near it, and none of the excluded ones does:
 * those are looked for in `all`, also among the words that an idiom hides.
 */
function matchesAt({ rows, without }: Pattern, words: readonly string[], start: number, all = words): boolean {
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
function endOf(pattern: Row, words: readonly string[], place: number, at: number): number | undefined {
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

/** An idiom hides only its own words, so it is one row. */
function withoutIdioms(words: readonly string[], idioms: ReturnType<typeof byFirstWord>): string[] {
  const kept = [...words];
  words.forEach((word, start) => {
    for (const { pattern } of idioms(word)) {
      const end = endOf(pattern.rows[0] ?? [], words, 0, start);
      if (end !== undefined) kept.fill('', start, end);
    }
  });
  return kept;
}
