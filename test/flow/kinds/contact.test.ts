import { contact, contactSchema } from '../../../src/flow/kinds/contact';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const step = contactSchema.parse({ id: 'reach', kind: 'contact', options: ['i-call'] });
const read = (said: Said) => contact.read(step, said, offeredIds('i-call'), plainReader);

test('keeps a phone number or an address as it was typed', () => {
  expect(read({ text: ' 040 123 4567 ' })).toEqual({ facts: { reach: '040 123 4567' } });
  expect(read({ value: { text: 'aino@example.org' } })).toEqual({ facts: { reach: 'aino@example.org' } });
});

test('takes "I call myself", tapped or in words', () => {
  expect(read(tap('i-call'))).toEqual({ facts: { reach: 'i-call' } });
  expect(read({ text: 'I-call' })).toEqual({ facts: { reach: 'i-call' } });
});

test.each<[string, Said]>([
  ['words that reach nobody', { text: 'the usual way' }],
  ['a tap of something never offered', tap('letter')],
  ['an empty message', { text: '' }],
  ['nothing at all', {}],
])('asks again after %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});
