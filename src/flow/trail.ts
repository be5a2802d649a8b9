import type { Facts } from './fact';
import type { Answer } from './session';

/** The answers that led to a place, the latest first: ways that part share what came before. */
export interface Trail {
  readonly answer: Answer;
  readonly before: Trail | undefined;
}

export function answerOf({ fact, facts }: { readonly fact: string; readonly facts: Facts }): Answer {
  return { fact, facts: { ...facts } as Answer['facts'] };
}

/** A trail as a list, in the order the answers were given. */
export function answersOf(trail: Trail | undefined): Answer[] {
  const answers: Answer[] = [];
  for (let one = trail; one !== undefined; one = one.before) answers.unshift(one.answer);
  return answers;
}
