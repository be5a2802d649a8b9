import { z } from 'zod';
import type { Kind, Offered, Question, Reader, Reading, Said } from '../kind';
import { choice, choiceSchema } from './choice';
import { choices, choicesSchema } from './choices';
import { confirm, confirmSchema } from './confirm';
import { contact, contactSchema } from './contact';
import { listen, listenSchema } from './listen';
import { number, numberSchema } from './number';
import { place, placeSchema } from './place';
import { readBack, readBackSchema } from './read-back';
import { text, textSchema } from './text';

/** Every kind of question there is, by the name it has in YAML and in the contract for machines. */
export const questionSchemas = [
  listenSchema,
  choiceSchema,
  choicesSchema,
  numberSchema,
  placeSchema,
  textSchema,
  confirmSchema,
  readBackSchema,
  contactSchema,
] as const;

export type QuestionStep = z.output<(typeof questionSchemas)[number]>;

const kinds = { listen, choice, choices, number, place, text, confirm, 'read-back': readBack, contact };

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as KindName[];

/** Reads an answer by the rules of the step's kind; nothing means that it could not be read. */
export function readAnswer(
  step: QuestionStep,
  said: Said,
  offered: readonly Offered[],
  reader: Reader,
): Reading | undefined {
  const kind: Kind<Question & QuestionStep> = kinds[step.kind];
  return kind.read(step, said, offered, reader);
}
