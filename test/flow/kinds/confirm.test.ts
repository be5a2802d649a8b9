import { confirm, confirmSchema } from '../../../src/flow/kinds/confirm';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const step = confirmSchema.parse({ id: 'understood', kind: 'confirm', 'options-from': 'proposals' });
const read = (said: Said) => confirm.read(step, said, offeredIds('yes', 'separation', 'other'), plainReader);

test('yes confirms what was proposed', () => {
  expect(read(tap('yes'))).toEqual({ facts: { understood: 'yes' } });
  expect(read({ text: 'Yes' })).toEqual({ facts: { understood: 'yes' } });
});

test('another proposal becomes the need', () => {
  const other = { facts: { understood: 'separation', need: 'separation' } };
  expect(read(tap('separation'))).toEqual(other);
  expect(read({ text: 'Separation' })).toEqual(other);
});

test('"something else" leaves the need open', () => {
  expect(read(tap('other'))).toEqual({ facts: { understood: 'other' } });
  expect(read({ text: 'Other' })).toEqual({ facts: { understood: 'other' } });
});

test.each<[string, Said]>([
  ['words that are neither', { text: 'well, partly' }],
  ['a tap that is neither', tap('weather')],
  ['nothing at all', {}],
])('asks again after %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});

test('its author takes the options from the proposals and from nowhere else', () => {
  const written = { id: 'understood', kind: 'confirm' };
  expect(confirmSchema.safeParse({ ...written, 'options-from': 'topics' }).success).toBe(false);
  expect(confirmSchema.safeParse({ ...written, options: ['yes'] }).success).toBe(false);
});
