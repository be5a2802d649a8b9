import type { QuestionKind } from '../../../src/conversation/contract';
import { kindNames, questionSchemas, readAnswer } from '../../../src/flow/kinds/registry';
import { stepSchema, isQuestion } from '../../../src/flow/flow';
import { offeredIds, plainReader, tap } from '../../support/small-guide';

/** Written by type, so that a kind added to the contract does not compile before it stands here. */
const inContract: Readonly<Record<QuestionKind, true>> = {
  listen: true,
  choice: true,
  choices: true,
  number: true,
  place: true,
  text: true,
  confirm: true,
  'read-back': true,
  contact: true,
};

test('the house has exactly the kinds of question that the contract for machines names', () => {
  expect([...kindNames].sort()).toEqual(Object.keys(inContract).sort());
});

test('every kind has its own shape in YAML, and the shape says the kind', () => {
  const named = questionSchemas.map((schema) => schema.shape.kind.value);
  expect([...named].sort()).toEqual([...kindNames].sort());
});

const examples: Readonly<Record<QuestionKind, Readonly<Record<string, unknown>>>> = {
  listen: { 'at-most': 100, options: ['skip'] },
  choice: { options: ['skip'] },
  choices: { options: ['skip'] },
  number: { min: 0, max: 24, options: ['skip'] },
  place: { options: ['skip'] },
  text: { 'at-most': 100, options: ['skip'] },
  confirm: { 'options-from': 'proposals' },
  'read-back': { options: ['skip'] },
  contact: { options: ['skip'] },
};

test.each(kindNames)('a step of kind %s is a question and reads a tapped option', (kind) => {
  const step = stepSchema.parse({ id: 'one', kind, ...examples[kind] });
  if (!isQuestion(step)) throw new Error('not a question');
  const option = kind === 'confirm' ? 'yes' : 'skip';
  expect(readAnswer(step, tap(option), offeredIds(option), plainReader)).toMatchObject({
    facts: { one: kind === 'choices' ? [option] : option },
  });
});

test.each(kindNames)('a step of kind %s reads nothing from silence', (kind) => {
  const step = stepSchema.parse({ id: 'one', kind, ...examples[kind] });
  if (!isQuestion(step)) throw new Error('not a question');
  expect(readAnswer(step, {}, offeredIds('skip'), plainReader)).toBeUndefined();
});
