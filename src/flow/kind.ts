import { z } from 'zod';
import { conditionSchema } from './condition';
import { idSchema, type Facts, type FactValue } from './fact';

/** What the family said, already free of control characters: words, a tapped value, or both. */
export interface Said {
  readonly text?: string | undefined;
  readonly value?: SaidValue | undefined;
}

export interface SaidValue {
  readonly option?: string | undefined;
  readonly options?: readonly string[] | undefined;
  readonly number?: number | undefined;
  readonly text?: string | undefined;
  readonly place?: string | undefined;
}

/** One answer a family may tap: its id, its words in the family's language, and other words that mean it. */
export interface Offered {
  readonly id: string;
  readonly label: string;
  readonly also?: readonly string[];
}

/** How words are understood; given by the edges so that the engine itself knows no language and no classifier. */
export interface Reader {
  option(text: string, offered: readonly Offered[]): string | undefined;
  options(text: string, offered: readonly Offered[]): readonly string[] | undefined;
  /** A number, and the stage of life said with it, when one was ("in pre-primary education"). */
  number(text: string): { readonly number: number; readonly stage?: string } | undefined;
  place(text: string): Facts | undefined;
  contact(text: string): string | undefined;
  /** Free words with identifiers masked, as they may be kept of somebody who stays anonymous. */
  words(text: string): string;
  story(text: string): Facts | 'greeting' | undefined;
  isNeed(id: string): boolean;
}

/** What an answer was understood to say: facts to keep, a row to change, or a kind reason to ask once more. */
export type Reading =
  | { readonly facts: Readonly<Record<string, FactValue>> }
  | { readonly change: string }
  | { readonly again: 'greeting' };

export const optionSetSchema = z.enum(['topics', 'needs-of-topic', 'proposals', 'also-heard']);

/** What every question has. `fact` is the name under which the answer is known everywhere; by default the step's own id. */
export const questionShape = {
  id: idSchema,
  fact: idSchema.optional(),
  when: conditionSchema.optional(),
  sensitive: z.boolean().optional(),
  'read-back': z.boolean().optional(),
};

/** The least a step of any kind offers to the engine, without knowing which kind it is. */
export interface Question {
  readonly id: string;
  readonly kind: string;
  readonly fact?: string | undefined;
  readonly options?: readonly string[] | undefined;
  readonly sensitive?: boolean | undefined;
}

/** One kind of question: its shape in YAML and how it reads an answer. One kind is one file, one test, one line of registration. */
export interface Kind<S extends Question = Question> {
  readonly name: string;
  read(step: S, said: Said, offered: readonly Offered[], reader: Reader): Reading | undefined;
}

export function factOf(step: Question): string {
  return step.fact ?? step.id;
}

/** The offered option a tap or words point at, if any. A tap of something never offered is not an answer. */
export function optionSaid(said: Said, offered: readonly Offered[], reader: Reader): string | undefined {
  const tapped = said.value?.option;
  if (tapped !== undefined) return offered.find((option) => option.id === tapped)?.id;
  const words = said.value?.text ?? said.text;
  return words === undefined ? undefined : reader.option(words, offered);
}
