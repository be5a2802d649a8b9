import type { Content } from '../content/content';
import type { DangerKind, DangerLevel, RuleLevel } from '../content/shape';
import { byFirstWord, compiler, endOf, found, foundNear, matchesAt, nearness, type Pattern } from './danger-pattern';
import { wordsOf } from './features';

/** What was heard, and which rule heard it: the pattern's name is for the worker, never for logs. */
export interface Heard {
  readonly kind: DangerKind;
  readonly level: DangerLevel;
  readonly pattern: string;
}

interface Rule {
  readonly kind: DangerKind;
  readonly level: RuleLevel;
  readonly name: string;
  readonly patterns: readonly Pattern[];
  /** Too broad to be heard by themselves, but in a few words. */
  readonly unsure: readonly Pattern[];
  /** Anywhere in the message: silences the whole rule. */
  readonly unless: readonly Pattern[];
  /** Near the place that was heard: silences only that place, so that danger told elsewhere in a long story is still heard. */
  readonly unlessNear: readonly Pattern[];
}

/** Of fewer words than this only patterns speak, the broad ones too: there is nothing else to weigh. */
export const fewWords = 6;
/** More words than the longest message that a door lets in. */
const mostWords = 100_000;
const order: readonly RuleLevel[] = ['emergency', 'urgent', 'check', 'hint'];

/** All that the patterns find in a message. */
export interface Found {
  /** The gravest that is heard by itself. */
  readonly heard: Heard | undefined;
  /** Every rule that matched, hints among them; `silenced` when something else speaks against it, or only an unsure pattern matched. */
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
  const contexts: Pattern[] = [];
  const rules: Rule[] = [];
  for (const [language, file] of Object.entries(content.danger)) {
    const compiled = compiler(file.words ?? {});
    idioms.push(...file.idioms.map(compiled));
    contexts.push(...(file.contexts ?? []).map(compiled));
    for (const rule of file.rules) {
      rules.push({
        kind: rule.kind,
        level: rule.level,
        name: `${language}/${rule.id}`,
        patterns: rule.patterns.map(compiled),
        unsure: (rule.unsure ?? []).map(compiled),
        unless: (rule.unless ?? []).map(compiled),
        unlessNear: (rule['unless-near'] ?? []).map(compiled),
      });
    }
  }
  // The gravest level first; within a level, the order in which the authors wrote the rules.
  rules.sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level));
  const index = indexed(rules);
  const hiding = byFirstWord(idioms.map((pattern) => ({ pattern })));
  const telling = byFirstWord(contexts.map((pattern) => ({ pattern })));
  return (text) => {
    const words = wordsOf(text, mostWords);
    const said = withoutIdioms(words, hiding);
    const hits = index.hits(said, words, toldOf(words, telling));
    const matched = [...hits]
      .sort(([one], [other]) => one - other)
      .flatMap(([hit, sure]) => {
        const rule = rules[hit];
        if (!rule) return [];
        const { name, kind, level, unless } = rule;
        return [{ name, kind, level, silenced: !sure || unless.some((pattern) => found(pattern, words)) }];
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
  readonly sure: boolean;
}

/** Rules by number, and whether one of their sure patterns hears something that is happening, not only told of. */
type Hits = ReadonlyMap<number, boolean>;

/** Rules whose patterns are found in a message, each looked for only where its first word could stand. */
function indexed(rules: readonly Rule[]): {
  hits(said: readonly string[], words: readonly string[], told: readonly boolean[]): Hits;
} {
  const beginning = byFirstWord(
    rules.flatMap(({ patterns, unsure }, rule) => [
      ...patterns.map((pattern): Candidate => ({ rule, pattern, sure: true })),
      ...unsure.map((pattern): Candidate => ({ rule, pattern, sure: false })),
    ]),
  );
  return {
    hits(said, words, told) {
      const hits = new Map<number, boolean>();
      said.forEach((word, start) => {
        const happening = told[start] !== true;
        for (const { rule, pattern, sure } of beginning(word)) {
          const before = hits.get(rule);
          const heard = (sure || words.length < fewWords) && happening;
          if (before === true || before === heard || !matchesAt(pattern, said, start, words)) continue;
          if (!rules[rule]?.unlessNear.some((one) => foundNear(one, words, start))) hits.set(rule, heard);
        }
      });
      return hits;
    },
  };
}

/** Places near which a matter is told of rather than happening: long ago, in general, in a story. */
function toldOf(words: readonly string[], contexts: ReturnType<typeof byFirstWord>): boolean[] {
  const told = words.map(() => false);
  words.forEach((word, start) => {
    if (contexts(word).some(({ pattern }) => matchesAt(pattern, words, start)))
      told.fill(true, Math.max(0, start - nearness), start + nearness + 1);
  });
  return told;
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
