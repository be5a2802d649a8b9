import { place, placeSchema } from '../../../src/flow/kinds/place';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const step = placeSchema.parse({ id: 'municipality', kind: 'place', options: ['unknown'] });
const read = (said: Said) => place.read(step, said, offeredIds('unknown'), plainReader);

test('tells that a municipality is served here', () => {
  const here = { facts: { municipality: 'seinajoki', 'place-is': 'here' } };
  expect(read({ text: 'Seinäjoki' })).toEqual(here);
  expect(read({ value: { text: 'Seinäjoki' } })).toEqual(here);
  expect(read({ value: { place: 'Seinäjoki' } })).toEqual(here);
});

test('tells that a municipality belongs to another county', () => {
  expect(read({ text: 'Espoo' })).toEqual({
    facts: { municipality: 'espoo', 'place-is': 'elsewhere', county: 'lansi-uusimaa' },
  });
});

test('takes "I do not know" without guessing a place', () => {
  const unknown = { facts: { municipality: 'unknown', 'place-is': 'unknown' } };
  expect(read(tap('unknown'))).toEqual(unknown);
  expect(read({ text: 'unknown' })).toEqual(unknown);
});

test.each<[string, Said]>([
  ['a place that is not in the list', { text: 'Atlantis' }],
  ['a place value that is not in the list', { value: { place: 'atlantis' } }],
  ['a tap of something never offered', tap('seinajoki')],
  ['nothing at all', {}],
])('asks again after %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});

test('keeps the place under the name of its fact too', () => {
  const named = placeSchema.parse({ id: 'home', kind: 'place' });
  expect(place.read(named, { text: 'Seinäjoki' }, [], plainReader)).toEqual({
    facts: { municipality: 'seinajoki', 'place-is': 'here', home: 'seinajoki' },
  });
});
