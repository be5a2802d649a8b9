import type { OutcomeName } from './rules/outcome';

export interface Flaw {
  readonly flow: string;
  readonly step: string;
  readonly message: string;
  /** The answers that lead there. */
  readonly path: readonly string[];
}

export interface FlowFigures {
  readonly steps: number;
  /** Ways through the flow that its own answers tell apart. */
  readonly paths: bigint;
  /** Most questions from the first of the conversation to the outcome, on a way that passes this flow. */
  readonly longest: number;
}

export interface Proof {
  readonly flaws: readonly Flaw[];
  /** Positions that differ in something that is still read. */
  readonly states: number;
  /** Answers tried over all states. */
  readonly answers: number;
  /** Ways through the whole guidance; a way counts each answer that a question offers. */
  readonly paths: bigint;
  readonly outcomes: Readonly<Record<OutcomeName, number>>;
  readonly flows: Readonly<Record<string, FlowFigures>>;
}
