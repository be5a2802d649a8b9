import type { Content } from '../content/content';
import { fold } from './features';

/** So many different phrases teach a need in each language; fewer, and it is guessed rather than understood. */
const least: Readonly<Record<string, number>> = { fi: 150, sv: 80, en: 80 };
const leastOutOfScope = 600;
/** From this likeness on two phrases are one: the second teaches nothing new. */
const sameFrom = 0.7;
const pieceLength = 4;

export interface PhraseCount {
  readonly language: string;
  readonly need: string;
  /** Phrases that are unlike every other phrase of their language. */
  readonly different: number;
  readonly written: number;
}

/** Counts the example phrases of each need honestly: one that is nearly another, of any need, does not count (Jaccard of folded 4-grams). */
export function countPhrases(content: Pick<Content, 'phrases'>): PhraseCount[] {
  return Object.entries(content.phrases).flatMap(([language, needs]) => {
    const written = Object.entries(needs).flatMap(([need, texts]) => texts.map((text) => ({ need, text })));
    const copies = copiesIn(written.map(({ text }) => text));
    return Object.entries(needs).map(([need, texts]) => ({
      language,
      need,
      written: texts.length,
      different: written.filter((one, index) => one.need === need && !copies.has(index)).length,
    }));
  });
}

/** What is too little taught, in words for the authors; empty when every need has enough. */
export function tooFewPhrases(counts: readonly PhraseCount[]): string[] {
  const few = counts
    .filter(({ language, need, different }) => need !== 'out_of_scope' && different < (least[language] ?? 0))
    .map(
      ({ language, need, different }) =>
        `locales/${language}/needs/${need}.yaml has ${different} different phrases; at least ${least[language]} teach a need`,
    );
  const others = counts.filter(({ need }) => need === 'out_of_scope').reduce((sum, one) => sum + one.different, 0);
  return others < leastOutOfScope
    ? [
        ...few,
        `out_of_scope has ${others} different phrases in all languages; at least ${leastOutOfScope} teach what is not ours`,
      ]
    : few;
}

/**
 * The places of texts that are nearly one of the texts before them. Two sets this alike share one of the rarest few pieces of
 * each, so only those are looked up (prefix filtering; Chaudhuri, Ganti and Kaushik, 2006).
 */
function copiesIn(texts: readonly string[]): Set<number> {
  const all = rankedByRareness(texts.map(piecesOf));
  const known = new Map<number, number[]>();
  const copies = new Set<number>();
  all.forEach((pieces, index) => {
    const looked = pieces.slice(0, pieces.length - Math.ceil(sameFrom * pieces.length) + 1);
    const near = new Set(looked.flatMap((piece) => known.get(piece) ?? []));
    if ([...near].some((other) => alike(pieces, all[other] ?? []))) copies.add(index);
    for (const piece of looked) {
      const there = known.get(piece);
      if (there) there.push(index);
      else known.set(piece, [index]);
    }
  });
  return copies;
}

/** Each set of pieces as numbers in order, the rarest piece of all texts being the lowest. */
function rankedByRareness(sets: readonly ReadonlySet<string>[]): number[][] {
  const often = new Map<string, number>();
  for (const pieces of sets) for (const piece of pieces) often.set(piece, (often.get(piece) ?? 0) + 1);
  const rank = new Map([...often].sort((one, other) => one[1] - other[1]).map(([piece], index) => [piece, index]));
  return sets.map((pieces) => [...pieces].map((piece) => rank.get(piece) ?? 0).sort((one, other) => one - other));
}

/** Whether two lists in the same order are alike (Jaccard); gives up as soon as they no longer can be. */
function alike(one: readonly number[], other: readonly number[]): boolean {
  const needed = Math.ceil((sameFrom / (1 + sameFrom)) * (one.length + other.length));
  let missed = one.length - needed;
  let at = 0;
  for (const piece of one) {
    while (at < other.length && (other[at] ?? 0) < piece) at += 1;
    if (other[at] !== piece) missed -= 1;
    if (missed < 0) return false;
  }
  return true;
}

function piecesOf(text: string): ReadonlySet<string> {
  const words = ` ${(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  const pieces = new Set<string>();
  for (let start = 0; start === 0 || start + pieceLength <= words.length; start += 1)
    pieces.add(words.slice(start, start + pieceLength));
  return pieces;
}
