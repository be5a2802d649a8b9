import fc from 'fast-check';
import { number, numberSchema } from '../../../src/flow/kinds/number';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const step = numberSchema.parse({ id: 'age', kind: 'number', min: 0, max: 24, options: ['unborn', 'unknown'] });
const read = (said: Said) => number.read(step, said, offeredIds('unborn', 'unknown'), plainReader);
const told = (age: number): Said => ({ value: { number: age } });

test.each([0, 1, 24])('takes %s, at and between the limits', (age) => {
  expect(read(told(age))).toEqual({ facts: { age } });
  expect(read({ text: String(age) })).toEqual({ facts: { age } });
});

test('takes a number sent as text in a value', () => {
  expect(read({ value: { text: '7' } })).toEqual({ facts: { age: 7 } });
});

test('counts whole years: a child of six and a half is six', () => {
  expect(read(told(6.5))).toEqual({ facts: { age: 6 } });
});

test('takes an option instead of a number, tapped or in words', () => {
  expect(read(tap('unborn'))).toEqual({ facts: { age: 'unborn' } });
  expect(read({ text: 'Unknown' })).toEqual({ facts: { age: 'unknown' } });
});

test('lets a tap win over a number in the words beside it', () => {
  expect(read({ text: '7', value: { option: 'unknown' } })).toEqual({ facts: { age: 'unknown' } });
});

test('asks again when the age is not a number', () => {
  expect(read({ text: 'old enough' })).toBeUndefined();
});

test.each<[string, Said]>([
  ['below the least', told(-1)],
  ['a little below the least', told(-0.5)],
  ['above the most', told(25)],
  ['not a number at all', told(NaN)],
  ['without end', told(Infinity)],
  ['outside the limits in words', { text: '113' }],
  ['an option never offered', tap('several')],
  ['nothing at all', {}],
])('asks again when the number is %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});

test('whatever number is told, the answer is whole and within the limits, or asked again', () => {
  fc.assert(
    fc.property(fc.double(), (any) => {
      const reading = read(told(any));
      if (any >= 0 && any < 25) expect(reading).toEqual({ facts: { age: Math.floor(any) } });
      else expect(reading).toBeUndefined();
    }),
  );
});

test('its author gives whole limits', () => {
  expect(numberSchema.safeParse({ id: 'age', kind: 'number', min: 0.5, max: 24 }).success).toBe(false);
  expect(numberSchema.safeParse({ id: 'age', kind: 'number', min: 0 }).success).toBe(false);
});
