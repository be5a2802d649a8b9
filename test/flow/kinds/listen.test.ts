import { listen, listenSchema } from '../../../src/flow/kinds/listen';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const step = listenSchema.parse({ id: 'own-words', kind: 'listen', options: ['skip'], 'at-most': 60 });
const read = (said: Said) => listen.read(step, said, offeredIds('skip'), plainReader);

test('only proposes what the words are about: nothing is confirmed by listening', () => {
  const reading = read({ text: 'our baby does not sleep' });
  expect(reading).toEqual({
    facts: { 'own-words': 'our baby does not sleep', proposed: ['child_sleep'], sure: 'yes' },
  });
  expect(reading && 'facts' in reading ? reading.facts['need'] : 'nothing read').toBeUndefined();
});

test('masks identifiers before the words are kept', () => {
  expect(read({ text: 'no sleep, 0401234567' })).toMatchObject({ facts: { 'own-words': 'no sleep, [masked]' } });
});

test('greets back when somebody only says hello', () => {
  expect(read({ text: 'hello' })).toEqual({ again: 'greeting' });
});

test('takes a tapped need as chosen by the family', () => {
  expect(read(tap('separation'))).toEqual({ facts: { 'own-words': 'skip', need: 'separation' } });
});

test('takes "skip", tapped or in words', () => {
  expect(read(tap('skip'))).toEqual({ facts: { 'own-words': 'skip' } });
  expect(read({ text: 'Skip' })).toEqual({ facts: { 'own-words': 'skip' } });
});

test.each<[string, Said]>([
  ['words it cannot understand', { text: '???' }],
  ['a tap of something neither offered nor a need', tap('weather')],
  ['only spaces', { text: '  ' }],
  ['more letters than its author allows', { text: 'a'.repeat(61) }],
  ['nothing at all', {}],
])('asks again after %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});
