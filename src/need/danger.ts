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

interface Rule {
  readonly kind: DangerKind;
  readonly level: DangerLevel;
  readonly name: string;
  readonly patterns: readonly (readonly Place[])[];
  readonly unless: readonly (readonly Place[])[];
}

const longestGap = 3;
const order: readonly DangerLevel[] = ['emergency', 'urgent', 'check'];

/**
 * Hears danger by hand-written patterns, in every language at once. Deterministic and linear in the length of the message:
 * no learned score decides that somebody is not in danger (needs.md; law.md 2).
 */
export function dangerEar(content: Pick<Content, 'danger'>): (text: string) => Heard | undefined {
  const idioms: (readonly Place[])[] = [];
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
  rules.sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
  return (text) => {
    const words = withoutIdioms(wordsOf(text, 2000), idioms);
    const rule = rules.find(
      (one) =>
        one.patterns.some((pattern) => found(pattern, words)) && !one.unless.some((pattern) => found(pattern, words)),
    );
    return rule && { kind: rule.kind, level: rule.level, pattern: rule.name };
  };
}

function compiled(pattern: string): Place[] {
  return pattern
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

function found(pattern: readonly Place[], words: readonly string[]): boolean {
  return words.some((_, start) => endOf(pattern, words, 0, start) !== undefined);
}

/** Where a match that begins here ends, if it does. Gaps are short, so the work at each start is bounded by the pattern. */
function endOf(pattern: readonly Place[], words: readonly string[], place: number, at: number): number | undefined {
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

function withoutIdioms(words: readonly string[], idioms: readonly (readonly Place[])[]): string[] {
  const kept = [...words];
  for (const idiom of idioms) {
    for (let start = 0; start < words.length; start += 1) {
      const end = endOf(idiom, words, 0, start);
      if (end !== undefined) kept.fill('', start, end);
    }
  }
  return kept;
}
