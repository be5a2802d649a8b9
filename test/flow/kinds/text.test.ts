import { text, textSchema } from '../../../src/flow/kinds/text';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const written = { id: 'wish', kind: 'text', 'at-most': 20, options: ['skip'] };
const step = textSchema.parse(written);
const read = (said: Said) => text.read(step, said, offeredIds('skip'), plainReader);

test('takes words as they are, without the spaces around them', () => {
  expect(read({ text: '  call me gently ' })).toEqual({ facts: { wish: 'call me gently' } });
  expect(read({ value: { text: 'call me gently' } })).toEqual({ facts: { wish: 'call me gently' } });
});

test('masks identifiers in words of somebody who stays anonymous', () => {
  expect(read({ text: 'my number 0401234567' })).toEqual({ facts: { wish: 'my number [masked]' } });
});

test('keeps personal words as written', () => {
  const personal = textSchema.parse({ ...written, personal: true });
  expect(text.read(personal, { text: 'Aino 0401234567' }, offeredIds('skip'), plainReader)).toEqual({
    facts: { wish: 'Aino 0401234567' },
  });
});

test('takes "skip", tapped or in words', () => {
  expect(read(tap('skip'))).toEqual({ facts: { wish: 'skip' } });
  expect(read({ text: ' Skip ' })).toEqual({ facts: { wish: 'skip' } });
});

test('takes as many letters as its author allows, and not one more', () => {
  expect(read({ text: 'a'.repeat(20) })).toEqual({ facts: { wish: 'a'.repeat(20) } });
  expect(read({ text: 'a'.repeat(21) })).toBeUndefined();
});

test.each<[string, Said]>([
  ['an empty message', { text: '' }],
  ['only spaces', { text: '   ' }],
  ['a tap of something never offered', tap('later')],
  ['nothing at all', {}],
])('asks again after %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});
