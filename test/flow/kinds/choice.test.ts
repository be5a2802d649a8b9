import { choice, choiceSchema } from '../../../src/flow/kinds/choice';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const step = choiceSchema.parse({ id: 'worry', kind: 'choice', options: ['none', 'small', 'big'] });
const offered = offeredIds('none', 'small', 'big');
const read = (said: Said) => choice.read(step, said, offered, plainReader);

test('takes a tapped option', () => {
  expect(read(tap('small'))).toEqual({ facts: { worry: 'small' } });
});

test('takes the words of an option, written or sent as a value', () => {
  expect(read({ text: ' Big ' })).toEqual({ facts: { worry: 'big' } });
  expect(read({ value: { text: 'BIG' } })).toEqual({ facts: { worry: 'big' } });
});

test('lets a tap win over the words that came with it', () => {
  expect(read({ text: 'Big', value: { option: 'none' } })).toEqual({ facts: { worry: 'none' } });
});

test.each<[string, Said]>([
  ['words that mean no option', { text: 'we have a cat' }],
  ['a tap of something never offered', tap('huge')],
  ['a tap never offered, whatever the words beside it', { text: 'Big', value: { option: 'huge' } }],
  ['nothing at all', {}],
  ['an empty message', { text: '' }],
])('asks again after %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});

test('keeps the answer under the name of its fact', () => {
  const named = choiceSchema.parse({
    id: 'topic-need',
    fact: 'need',
    kind: 'choice',
    'options-from': 'needs-of-topic',
  });
  expect(choice.read(named, tap('separation'), offeredIds('separation', 'other'), plainReader)).toEqual({
    facts: { need: 'separation' },
  });
});

test('its author cannot invent a place where options come from', () => {
  expect(choiceSchema.safeParse({ id: 'worry', kind: 'choice', 'options-from': 'the-internet' }).success).toBe(false);
  expect(choiceSchema.safeParse({ id: 'worry', kind: 'choice', optons: ['none'] }).success).toBe(false);
});
