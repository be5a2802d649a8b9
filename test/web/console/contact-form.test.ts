import fc from 'fast-check';
import { takenFrom } from '../../../src/http/routes/console-taken';
import {
  agesOf,
  dangerKinds,
  emptyForm,
  missingOf,
  situation,
  takenOf,
  type ContactForm,
} from '../../../src/web/console/pages/contact-form';
import { theContent } from '../../support/house';

const words = fc.string({ minLength: 1, maxLength: 90 }).filter((text) => text.trim() !== '');
const maybe = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(''), text);
const content = theContent();

const forms: fc.Arbitrary<ContactForm> = fc.record({
  origin: fc.constantFrom('phone', 'post', 'walk-in'),
  area: fc.constantFrom('etela-pohjanmaa/lapua', 'etela-pohjanmaa/common', 'keski-uusimaa/common'),
  who: fc.constantFrom('parent', 'young-person', 'authority'),
  need: maybe(fc.constantFrom(...content.needs.needs.map(({ id }) => id))),
  ownWords: words,
  danger: fc.constantFrom('none', 'urgent', 'emergency'),
  dangerKind: fc.constantFrom(undefined, ...dangerKinds),
  name: maybe(words),
  reach: maybe(words),
  safeTimes: fc.subarray(['morning', 'afternoon', 'any-time']),
  safeContact: fc.subarray(['voicemail', 'text-message', 'say-who']),
  language: fc.constantFrom('fi', 'sv', 'en'),
  interpreter: fc.boolean(),
  municipality: maybe(fc.constantFrom('lapua', 'alavus')),
  ages: fc.constantFrom('', '0', '3, 7', '1 2 3', '24;5'),
  unborn: fc.boolean(),
  answers: fc.record(
    {
      worry: fc.constantFrom(...situation.worry),
      coping: fc.constantFrom(...situation.coping),
      needsMany: fc.constantFrom(...situation.needsMany),
      servicesInUse: fc.constantFrom(...situation.servicesInUse),
      urgency: fc.constantFrom(...situation.urgency),
    },
    { requiredKeys: [] },
  ),
  wish: maybe(words),
  wantsPending: fc.boolean(),
  permission: words,
});

test('every contact that the form lets through is one that the queue takes', () => {
  fc.assert(
    fc.property(forms, (form) => {
      expect(missingOf(form)).toEqual([]);
      expect(() => takenFrom(JSON.parse(JSON.stringify(takenOf(form))), content)).not.toThrow();
    }),
  );
});

test('an empty form says all that it needs, permission last of all the words', () => {
  expect(missingOf(emptyForm())).toEqual(['origin', 'area', 'who', 'ownWords', 'permission']);
});

test('a worker of one area need not choose it', () => {
  expect(missingOf(emptyForm('etela-pohjanmaa/lapua'))).not.toContain('area');
});

test.each([
  ['3, 7', [3, 7]],
  [' 0 ', [0]],
  ['', []],
  ['25', undefined],
  ['kolme', undefined],
  ['1 2 3 4 5 6 7', undefined],
  ['-1', undefined],
])('ages written as "%s" are read as %p', (text, ages) => {
  expect(agesOf(text)).toEqual(ages);
});
