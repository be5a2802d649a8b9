import { flat, placesOf, speaker } from '../../src/content/words';

test('words are known by their path, items of a list by their number', () => {
  expect(flat({ steps: { who: { ask: 'Kuka?', also: ['äiti', 'isä'] } } }, 'frame')).toEqual([
    ['frame.steps.who.ask', 'Kuka?'],
    ['frame.steps.who.also.0', 'äiti'],
    ['frame.steps.who.also.1', 'isä'],
  ]);
});

describe('a speaker', () => {
  const say = speaker(
    {
      plain: 'Hei',
      named: 'Hei, {name}',
      choice: '{young, select, yes {sinä} other {te}}',
      count: '{days, plural, one {# päivä} other {# päivää}}',
      tag: 'a < b, <b>{name}</b>',
    },
    'fi',
  );

  test('says words and puts values into their places', () => {
    expect(say('plain')).toBe('Hei');
    expect(say('named', { name: 'Aino' })).toBe('Hei, Aino');
    expect(say('choice', { young: 'yes' })).toBe('sinä');
    expect(say('choice', { young: 'no' })).toBe('te');
    expect(say('count', { days: 1 })).toBe('1 päivä');
    expect(say('count', { days: 2 })).toBe('2 päivää');
  });

  test('takes a value as it is, also when it looks like a place or a tag', () => {
    expect(say('named', { name: '{name} <b>' })).toBe('Hei, {name} <b>');
    expect(say('tag', { name: 'Aino' })).toBe('a < b, <b>Aino</b>');
  });

  test('throws on a name without words, and says which', () => {
    expect(() => say('missing')).toThrow('no words for missing in fi');
  });
});

test.each([
  ['Hei', []],
  ['Hei, {name}', ['name']],
  ['{b} {a} {b}', ['a', 'b']],
  ['{young, select, yes {{about}} other {{count, plural, other {# {one}}}}}', ['about', 'count', 'one', 'young']],
])('the places of %j are %j', (message, places) => {
  expect(placesOf(message)).toEqual(places);
});

test.each(['{', '{a', '{a-b}', '{a, select, yes {x}}'])('%j is refused', (message) => {
  expect(() => placesOf(message)).toThrow();
});
