import type { Heard } from '../../src/need/danger';
import { weighed } from '../../src/need/danger-sense';
import { theListener } from '../support/house';

const heard = (level: Heard['level']): Heard => ({ kind: 'self_harm', level, pattern: 'fi/one' });
const long = 'yksi kaksi kolme neljä viisi kuusi';

const weigh = (found: Heard | undefined, likeness: number, text: string): Heard | undefined =>
  weighed(found, likeness, text, () => 'overdose');

describe('a learned likeness beside a pattern', () => {
  it.each([0, 0.04, 0.5, 0.9, 1])('never leaves unasked what a pattern hears (likeness %d)', (likeness) => {
    for (const level of ['emergency', 'urgent', 'check'] as const)
      for (const text of ['apua', long]) expect(weigh(heard(level), likeness, text)).toBeDefined();
  });

  it('asks instead of showing the card only when a longer message is hardly like danger', () => {
    expect(weigh(heard('emergency'), 0.64, long)?.level).toBe('check');
    expect(weigh(heard('emergency'), 0.66, long)?.level).toBe('emergency');
    expect(weigh(heard('emergency'), 0, 'haluan kuolla')?.level).toBe('emergency');
    expect(weigh(heard('emergency'), 0, `${long} `.repeat(10))?.level).toBe('emergency');
  });

  it('asks about what no pattern hears, and shows the card when it is very like danger', () => {
    expect(weigh(undefined, 0.44, long)).toBeUndefined();
    expect(weigh(undefined, 0.46, long)).toEqual({ kind: 'overdose', level: 'check', pattern: 'learned' });
    expect(weigh(undefined, 0.9, long)?.level).toBe('urgent');
  });

  it('takes a few words that no pattern hears for an answer', () => {
    expect(weigh(undefined, 1, 'joo kyllä illalla')).toBeUndefined();
  });

  it('shows the card where a pattern is unsure and the likeness is great', () => {
    expect(weigh(heard('check'), 0.85, long)?.level).toBe('urgent');
    expect(weigh(heard('check'), 0.5, long)?.level).toBe('check');
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
