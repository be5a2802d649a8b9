import fc from 'fast-check';
import { choices, choicesSchema } from '../../../src/flow/kinds/choices';
import { offeredIds, plainReader, tap } from '../../support/small-guide';
import type { Said } from '../../../src/flow/kind';

const ids = ['voicemail', 'text-message', 'say-who', 'none', 'skip', 'unknown'];
const step = choicesSchema.parse({ id: 'safe-contact', kind: 'choices', options: ids });
const read = (said: Said) => choices.read(step, said, offeredIds(...ids), plainReader);
const chosen = (...options: readonly string[]): Said => ({ value: { options } });

test('takes several tapped options, in the order they are offered', () => {
  expect(read(chosen('say-who', 'voicemail'))).toEqual({ facts: { 'safe-contact': ['voicemail', 'say-who'] } });
});

test('takes one tapped option as a list of one', () => {
  expect(read(tap('say-who'))).toEqual({ facts: { 'safe-contact': ['say-who'] } });
  expect(read(chosen('say-who'))).toEqual({ facts: { 'safe-contact': ['say-who'] } });
});

test('takes the words of several options', () => {
  expect(read({ text: 'say-who, voicemail' })).toEqual({ facts: { 'safe-contact': ['voicemail', 'say-who'] } });
  expect(read({ value: { text: 'say-who' } })).toEqual({ facts: { 'safe-contact': ['say-who'] } });
});

test.each(['none', 'skip', 'unknown'])('takes %s alone', (id) => {
  expect(read(chosen(id))).toEqual({ facts: { 'safe-contact': [id] } });
});

test('a choice that says something counts for more than "none of these" beside it', () => {
  expect(read(chosen('none', 'voicemail', 'unknown'))).toEqual({ facts: { 'safe-contact': ['voicemail'] } });
});

test('of two ways to say nothing the first is kept', () => {
  expect(read(chosen('skip', 'none'))).toEqual({ facts: { 'safe-contact': ['skip'] } });
});

test('the same option twice is one choice', () => {
  expect(read(chosen('voicemail', 'voicemail'))).toEqual({ facts: { 'safe-contact': ['voicemail'] } });
});

test.each<[string, Said]>([
  ['an empty choice', chosen()],
  ['something never offered', chosen('pigeon')],
  ['something never offered among the offered', chosen('voicemail', 'pigeon')],
  ['words that mean no option', { text: 'when the moon is up' }],
  ['nothing at all', {}],
])('asks again after %s', (_name, said) => {
  expect(read(said)).toBeUndefined();
});

test('whatever is tapped, the answer holds offered options only, each once, and never nothing beside something', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ids, 'pigeon')), (tapped) => {
      const reading = read(chosen(...tapped));
      if (tapped.length === 0 || tapped.includes('pigeon')) return expect(reading).toBeUndefined();
      const kept = reading && 'facts' in reading ? reading.facts['safe-contact'] : undefined;
      if (!Array.isArray(kept)) throw new Error('the answer is not a list');
      expect(kept.length).toBeGreaterThan(0);
      expect(new Set(kept).size).toBe(kept.length);
      expect(kept.every((id) => tapped.includes(String(id)))).toBe(true);
      if (kept.length > 1) expect(kept.filter((id) => ['none', 'skip', 'unknown'].includes(String(id)))).toEqual([]);
    }),
  );
});
