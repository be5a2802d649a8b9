import { readBack, readBackSchema } from '../../../src/flow/kinds/read-back';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const step = readBackSchema.parse({ id: 'sent', kind: 'read-back', options: ['send', 'cancel'] });
const read = (said: Said) => readBack.read(step, said, offeredIds('send', 'cancel'), plainReader);

test('sends when the family says so, tapped or in words', () => {
  expect(read(tap('send'))).toEqual({ facts: { sent: 'send' } });
  expect(read({ text: 'Send' })).toEqual({ facts: { sent: 'send' } });
});

test('lets the family take it back', () => {
  expect(read(tap('cancel'))).toEqual({ facts: { sent: 'cancel' } });
});

test('asks for a row to be changed by the name of its fact', () => {
  expect(read(tap('change:age'))).toEqual({ change: 'age' });
  expect(read({ text: 'change:safe-contact' })).toEqual({ change: 'safe-contact' });
});

test.each<[string, Said]>([
  ['words that are neither', { text: 'hmm' }],
  ['a tap of something never offered', tap('publish')],
  ['a change of nothing', tap('change:')],
  ['nothing at all', {}],
])('sends nothing and asks again after %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});

test('its author cannot leave it without options', () => {
  expect(readBackSchema.safeParse({ id: 'sent', kind: 'read-back', options: [] }).success).toBe(false);
  expect(readBackSchema.safeParse({ id: 'sent', kind: 'read-back' }).success).toBe(false);
});
