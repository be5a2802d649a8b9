import type { Content } from '../content/content';
import type { DangerKind, DangerLevel } from '../content/shape';
import { wordsOf } from './features';

/** What was heard, and which rule heard it: the pattern's name is for the worker, never for logs. */
export interface Heard {
  readonly kind: DangerKind;
  readonly level: DangerLevel;
  readonly pattern: string;
}

/** One place of a pattern: any of some words, exact or as a beginning; or a gap of up to three words. */
type Place = { readonly exact: ReadonlySet<string>; readonly begins: readonly string[] } | 'gap';

/** Places in a row; or several rows that stand near each other in any order ("a & b"), since word order is free in speech. */
type Row = readonly Place[];
type Pattern = readonly Row[];

interface Rule {
  readonly kind: DangerKind;
  readonly level: DangerLevel;
  readonly name: string;
  readonly patterns: readonly Pattern[];
  readonly unless: readonly Pattern[];
}

const longestGap = 3;
/** How many words after the first row the others may begin, before or after it. */
const nearness = 8;
/** More words than the longest message that a door lets in. */
const mostWords = 100_000;
const order: readonly DangerLevel[] = ['emergency', 'urgent', 'check'];

/**
 * Hears danger by hand-written patterns, in every language at once. Deterministic and linear in the length of the message:
 * no learned score decides that somebody is not in danger (needs.md; law.md 2).
 */
export function dangerEar(content: Pick<Content, 'danger'>): (text: string) => Heard | undefined {
  const idioms: Pattern[] = [];
  const rules: Rule[] = [];
  for (const [language, file] of Object.entries(content.danger)) {
    idioms.push(...file.idioms.map(compiled));
    for (const rule of file.rules) {
      rules.push({
        kind: rule.kind,
        level: rule.level,
        name: `${language}/${rule.id}`,
        patterns: rule.patterns.map(compiled),
        unless: (rule.unless ?? []).map(compiled),
      });
    }
  }
  // The gravest level first; within a level, the order in which the authors wrote the rules.
  rules.sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
  const index = indexed(rules);
  return (text) => {
    const words = wordsOf(text, mostWords);
    const said = withoutIdioms(words, idioms);
    const hits = index.hits(said).sort((one, other) => one - other);
    const rule = hits
      .map((hit) => rules[hit])
      .find((one) => one && !one.unless.some((pattern) => found(pattern, words)));
    return rule && { kind: rule.kind, level: rule.level, pattern: rule.name };
  };
}

/** Patterns by their first word, so that a message is compared only with what could begin there. */
function indexed(rules: readonly Rule[]): { hits(words: readonly string[]): number[] } {
  const byWord = new Map<string, { rule: number; pattern: Pattern }[]>();
  const byBeginning = new Map<string, { rule: number; pattern: Pattern }[]>();
  const put = (map: typeof byWord, key: string, one: { rule: number; pattern: Pattern }): void => {
    const there = map.get(key);
    if (there) there.push(one);
    else map.set(key, [one]);
  };
  rules.forEach(({ patterns }, rule) => {
    for (const pattern of patterns) {
      const first = pattern[0]?.[0];
      if (first === undefined || first === 'gap') continue;
      for (const word of first.exact) put(byWord, word, { rule, pattern });
      for (const beginning of first.begins) put(byBeginning, beginning.slice(0, 2), { rule, pattern });
    }
  });
  return {
    hits(words) {
      const hits = new Set<number>();
      words.forEach((word, start) => {
        for (const { rule, pattern } of [
          ...(byWord.get(word) ?? []),
          ...(byBeginning.get(word.slice(0, 2)) ?? []),
          ...(word.length > 1 ? (byBeginning.get(word.slice(0, 1)) ?? []) : []),
        ]) {
          if (!hits.has(rule) && matchesAt(pattern, words, start)) hits.add(rule);
        }
      });
      return [...hits];
    },
  };
}

function compiled(pattern: string): Row[] {
  return pattern.split('&').map(row);
}

function row(places: string): Place[] {
  return places
    .trim()
    .split(/\s+/)
    .map((part) => {
      if (part === '..') return 'gap';
      const alternatives = part.replace(/^\(|\)$/g, '').split('|');
      return {
        exact: new Set(alternatives.filter((one) => !one.endsWith('*'))),
        begins: alternatives.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1)),
      };
    });
}

function found(pattern: Pattern, words: readonly string[]): boolean {
  return words.some((_, start) => matchesAt(pattern, words, start));
}

/** Whether the first row begins here and every other row begins near it. */
function matchesAt(pattern: Pattern, words: readonly string[], start: number): boolean {
  const [first = [], ...others] = pattern;
  if (endOf(first, words, 0, start) === undefined) return false;
  return others.every((other) => {
    for (let at = Math.max(0, start - nearness); at <= start + nearness; at += 1)
      if (endOf(other, words, 0, at) !== undefined) return true;
    return false;
  });
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
  if (!wanted.exact.has(word) && !wanted.begins.some((beginning) => word.startsWith(beginning))) return undefined;
  return endOf(pattern, words, place + 1, at + 1);
}

/** An idiom hides only its own words, so it is one row. */
function withoutIdioms(words: readonly string[], idioms: readonly Pattern[]): string[] {
  const kept = [...words];
  for (const [idiom = []] of idioms) {
    for (let start = 0; start < words.length; start += 1) {
      const end = endOf(idiom, words, 0, start);
      if (end !== undefined) kept.fill('', start, end);
    }
  }
  return kept;
}
