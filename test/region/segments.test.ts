import type { Facts } from '../../src/flow/fact';
import { proposeSegment } from '../../src/region/segments';
import { theContent } from '../support/house';

const model = (id: string) => theContent().segmentModels.find((one) => one.id === id);
const proposed = (id: string, facts: Facts): string | undefined => proposeSegment(model(id), facts)?.segment;

describe('the quadrants of both models', () => {
  test.each([
    ['keusote', 'easy', 'few', 'omatoimi'],
    ['keusote', 'hard', 'few', 'yhteiso'],
    ['keusote', 'easy', 'many', 'yhteistyo'],
    ['keusote', 'hard', 'many', 'verkosto'],
    ['kerava', 'easy', 'few', 'omatoimi'],
    ['kerava', 'hard', 'few', 'tuki'],
    ['kerava', 'easy', 'many', 'yhteistyo'],
    ['kerava', 'hard', 'many', 'huolenpito'],
  ])('%s: coping %s, needs %s: %s', (id, coping, amount, segment) => {
    expect(proposed(id, { coping, 'needs-many': amount })).toBe(segment);
  });
});

test.each<[string, Facts]>([
  ['coping is not told', { 'needs-many': 'few' }],
  ['coping is not known', { coping: 'unknown', 'needs-many': 'few' }],
  ['the amount is not told', { coping: 'easy' }],
  ['the amount is not known', { coping: 'easy', 'needs-many': 'unknown' }],
  ['nothing is told', {}],
])('where %s nothing is proposed', (_name, facts) => {
  expect(proposed('keusote', facts)).toBeUndefined();
});

test('a region without a model proposes nothing', () => {
  expect(proposeSegment(undefined, { coping: 'easy', 'needs-many': 'few' })).toBeUndefined();
});

test('who named a second matter has many, whatever was or was not asked; who named none has what was answered', () => {
  expect(proposed('keusote', { coping: 'easy', also: ['finances'] })).toBe('yhteistyo');
  expect(proposed('keusote', { coping: 'easy', also: ['none'], 'needs-many': 'few' })).toBe('omatoimi');
  expect(proposed('keusote', { coping: 'easy', also: ['none'] })).toBeUndefined();
});

test('the reasons are the answers that decided', () => {
  expect(proposeSegment(model('keusote'), { coping: 'hard', 'needs-many': 'many' })?.reasons).toEqual([
    'coping=hard',
    'needs-many=many',
  ]);
  expect(proposeSegment(model('keusote'), { coping: 'hard', also: ['finances', 'grief'] })?.reasons).toEqual([
    'coping=hard',
    'also=finances,grief',
  ]);
});

test('the profile of families has six scales, and what the card does not show is marked inferred or left open', () => {
  const families = model('keusote');
  expect(families?.scales).toHaveLength(6);
  const byId = Object.fromEntries((families?.segments ?? []).map((one) => [one.id, Object.values(one.profile ?? {})]));
  expect(byId['omatoimi']?.map((mark) => mark.at)).toEqual(Array(6).fill('left'));
  expect(byId['verkosto']?.map((mark) => mark.at)).toEqual(Array(6).fill('right'));
  for (const id of ['yhteiso', 'yhteistyo'])
    expect(byId[id]?.every((mark) => mark.inferred === true || mark.at === null)).toBe(true);
});
