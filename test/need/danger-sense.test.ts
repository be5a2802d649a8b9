import type { Heard } from '../../src/need/danger';
import { weighed } from '../../src/need/danger-sense';
import { theListener } from '../support/house';

const heard = (level: Heard['level']): Heard => ({ kind: 'self_harm', level, pattern: 'fi/one' });
const long = 'yksi kaksi kolme neljä viisi kuusi';

describe('a learned likeness beside a pattern', () => {
  it.each([0, 0.04, 0.5, 0.9, 1])('never leaves unasked what a pattern hears (likeness %d)', (likeness) => {
    for (const level of ['emergency', 'urgent', 'check'] as const)
      for (const text of ['apua', long]) expect(weighed(heard(level), likeness, text)).toBeDefined();
  });

  it('asks instead of showing the card only when a longer message is hardly like danger', () => {
    expect(weighed(heard('emergency'), 0.04, long)?.level).toBe('check');
    expect(weighed(heard('emergency'), 0.06, long)?.level).toBe('emergency');
    expect(weighed(heard('emergency'), 0, 'haluan kuolla')?.level).toBe('emergency');
  });

  it('asks about what no pattern hears, and never shows a card by itself', () => {
    expect(weighed(undefined, 0.94, long)).toBeUndefined();
    expect(weighed(undefined, 1, long)?.level).toBe('check');
  });

  it('shows the card where a pattern is unsure and the likeness is great', () => {
    expect(weighed(heard('check'), 0.95, long)?.level).toBe('urgent');
    expect(weighed(heard('check'), 0.5, long)?.level).toBe('check');
  });
});

it.each([
  'haluan kuolla',
  'jag vill dö',
  'i want to die',
  'vauva ei hengitä',
  'han slår mig just nu',
  'I took too many pills',
])('shows the card to whoever writes: %s', (text) => {
  expect(theListener().danger(text)?.level).toMatch(/emergency|urgent/);
});

it.each([
  'hei',
  'mihin soitan neuvolaan',
  'taapero ei suostu nukkumaan omassa sängyssä',
  'Vill boka tid till tandläkaren',
  'When does the open daycare open?',
])('leaves in peace whoever writes: %s', (text) => {
  expect(theListener().danger(text)).toBeUndefined();
});
