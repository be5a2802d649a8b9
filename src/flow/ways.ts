import { keyOf, stillRead, type Later } from './alike';
import type { Facts } from './fact';
import { answerOf, type Trail } from './trail';

/** A position of the proof: what is still read, how it was come to, and the longest way there. */
export interface State {
  /** Only what is still read. */
  readonly facts: Facts;
  start: Facts;
  paths: bigint;
  asked: number;
  sinceHeavy: number | undefined;
  readonly outcome: boolean;
  readonly offered: boolean;
  /** The longest way here by each flow of a need it may have passed. */
  readonly by: Map<string, number>;
  /** The way of the longest: the latest answer and what came before. */
  trail: Trail | undefined;
}

/** A way that comes to a place: like a state, its latest answer apart, so that nothing is kept of a way that joins another. */
export interface Way extends Omit<State, 'by' | 'trail'> {
  readonly by: ReadonlyMap<string, number>;
  readonly answer: { readonly fact: string; readonly facts: Facts } | undefined;
  readonly before: Trail | undefined;
}

export const noFlow: ReadonlyMap<string, number> = new Map();

/** A way comes to a shelf of states: a state of its own, or one more way to a state that is there. */
export function join(shelf: Map<string, State>, way: Way, later: Later): void {
  const key = keyOf(way, later);
  const there = shelf.get(key);
  if (there === undefined) {
    const { answer, before, ...rest } = way;
    shelf.set(key, {
      ...rest,
      facts: stillRead(way.facts, later),
      by: new Map(way.by),
      trail: answer === undefined ? before : { answer: answerOf(answer), before },
    });
    return;
  }
  there.paths += way.paths;
  there.sinceHeavy = most(there.sinceHeavy, way.sinceHeavy);
  for (const [flow, asked] of way.by) if (asked > (there.by.get(flow) ?? 0)) there.by.set(flow, asked);
  if (way.asked > there.asked) {
    there.asked = way.asked;
    there.start = way.start;
    there.trail = way.answer === undefined ? way.before : { answer: answerOf(way.answer), before: way.before };
  }
}

/** By each flow the longer of two ways. */
export function longestOf(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  if (one === other || other.size === 0) return one;
  const longest = new Map(one);
  for (const [flow, asked] of other) longest.set(flow, Math.max(asked, longest.get(flow) ?? 0));
  return longest;
}

function most(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : other === undefined ? one : Math.max(one, other);
}
