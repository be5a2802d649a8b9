import { replay, type Position } from '../../src/flow/replay';
import { heavy } from '../../src/flow/rules/heavy';
import type { Answer } from '../../src/flow/session';
import { answered, smallGuide, smallSession } from '../support/small-guide';

const choice = (id: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  id,
  kind: 'choice',
  options: ['yes', 'no'],
  ...more,
});

const asked = (position: Position): string | undefined =>
  position.current && `${position.current.flow}/${position.current.step.id}`;
const passed = (position: Position): string[] => position.passed.map(({ flow, act }) => `${flow}/${act.id}`);

describe('passing from top to bottom', () => {
  const guide = smallGuide({
    frame: {
      steps: [
        choice('one'),
        { id: 'word', kind: 'say' },
        choice('two', { when: { fact: 'one', is: 'yes' } }),
        choice('three'),
        { id: 'end', kind: 'outcome' },
      ],
    },
  });
  const at = (...answers: readonly Answer[]): Position => replay(guide, smallSession(answers));

  test('the first question stands first, with nothing known but the channel and the language', () => {
    expect(asked(at())).toBe('frame/one');
    expect(at().facts).toEqual({ language: 'fi', channel: 'web' });
    expect(passed(at())).toEqual([]);
  });

  test('a step whose condition does not hold is passed over', () => {
    expect(asked(at(answered('one', 'yes')))).toBe('frame/two');
    expect(asked(at(answered('one', 'no')))).toBe('frame/three');
  });

  test('acts are passed on the way, each in its place', () => {
    expect(passed(at(answered('one', 'no')))).toEqual(['frame/word']);
    expect(passed(at(answered('one', 'no'), answered('three', 'yes')))).toEqual(['frame/word', 'frame/end']);
  });

  test('at the end nothing is asked', () => {
    expect(at(answered('one', 'no'), answered('three', 'yes')).current).toBeUndefined();
  });

  test('the order in which answers came does not matter', () => {
    expect(at(answered('three', 'yes'), answered('one', 'no'))).toEqual(
      at(answered('one', 'no'), answered('three', 'yes')),
    );
  });

  test('an answer of a branch no longer on the path is not known to anybody', () => {
    const position = at(answered('two', 'yes'), answered('one', 'no'));
    expect(position.facts['two']).toBeUndefined();
    expect(position.answered.map(({ step }) => step.id)).toEqual(['one']);
  });

  test('the same answer is known again when the branch comes back', () => {
    const position = at(answered('two', 'yes'), answered('one', 'yes'));
    expect(position.facts['two']).toBe('yes');
    expect(asked(position)).toBe('frame/three');
  });

  test('without a first flow there is nothing to ask', () => {
    expect(replay(smallGuide({}), smallSession()).current).toBeUndefined();
  });
});

describe('facts known from elsewhere', () => {
  test('a fact is asked once, whichever step needs it first', () => {
    const guide = smallGuide({
      frame: {
        steps: [choice('first', { fact: 'need' }), choice('second', { fact: 'need' }), choice('last')],
      },
    });
    const position = replay(guide, smallSession([answered('need', 'yes')]));
    expect(asked(position)).toBe('frame/last');
    expect(position.answered.map(({ step }) => step.id)).toEqual(['first']);
  });

  test('a fact read out of another answer is not asked', () => {
    const guide = smallGuide({ frame: { steps: [choice('words'), choice('need'), choice('last')] } });
    const told: Answer = { fact: 'words', facts: { words: 'skip', need: 'separation' } };
    expect(asked(replay(guide, smallSession([told])))).toBe('frame/last');
  });

  test('a wish for a person counts from the beginning, whenever it was said', () => {
    const guide = smallGuide({
      frame: { steps: [choice('one', { when: { not: { fact: 'person', is: 'yes' } } }), choice('two')] },
    });
    expect(asked(replay(guide, smallSession([answered('person', 'yes')])))).toBe('frame/two');
  });

  test('the language and the channel are known', () => {
    const guide = smallGuide({ frame: { steps: [choice('one', { when: { fact: 'language', is: 'sv' } })] } });
    expect(asked(replay(guide, { ...smallSession(), language: 'sv' }))).toBe('frame/one');
    expect(replay(guide, smallSession()).current).toBeUndefined();
  });

  test('a yes to what was heard makes the first proposal the need; another answer does not', () => {
    const guide = smallGuide({
      frame: {
        steps: [
          { id: 'words', kind: 'listen', 'at-most': 100 },
          { id: 'understood', kind: 'confirm', 'options-from': 'proposals' },
          choice('last'),
        ],
      },
    });
    const heard: Answer = {
      fact: 'words',
      facts: { words: 'cannot sleep', proposed: ['child_sleep', 'exhaustion'] },
    };
    const at = (understood: Answer): Position => replay(guide, smallSession([heard, understood]));
    expect(at(answered('understood', 'yes')).facts['need']).toBe('child_sleep');
    expect(at(answered('understood', 'other')).facts['need']).toBeUndefined();
    expect(at({ fact: 'understood', facts: { understood: 'exhaustion', need: 'exhaustion' } }).facts['need']).toBe(
      'exhaustion',
    );
  });
});

describe('groups', () => {
  const guide = smallGuide({
    frame: {
      conditions: { enough: { fact: 'two', is: 'yes' } },
      steps: [
        choice('one'),
        {
          id: 'many',
          kind: 'group',
          when: { fact: 'one', is: 'yes' },
          until: { any: [{ named: 'enough' }, { fact: 'person', is: 'yes' }] },
          steps: [
            choice('two'),
            { id: 'said', kind: 'say' },
            choice('three'),
            { id: 'inner', kind: 'group', steps: [choice('four')] },
          ],
        },
        choice('last'),
      ],
    },
  });
  const at = (...answers: readonly Answer[]): Position => replay(guide, smallSession(answers));

  test('a group whose condition does not hold is passed over whole', () => {
    expect(asked(at(answered('one', 'no')))).toBe('frame/last');
  });

  test('its steps are asked one by one', () => {
    expect(asked(at(answered('one', 'yes')))).toBe('frame/two');
    expect(asked(at(answered('one', 'yes'), answered('two', 'no')))).toBe('frame/three');
    expect(asked(at(answered('one', 'yes'), answered('two', 'no'), answered('three', 'no')))).toBe('frame/four');
  });

  test('once it is enough, nothing more of the group is asked or said, nor of the groups within', () => {
    const position = at(answered('one', 'yes'), answered('two', 'yes'));
    expect(asked(position)).toBe('frame/last');
    expect(passed(position)).toEqual([]);
  });

  test('what was answered before it was enough stays known', () => {
    const position = at(
      answered('one', 'yes'),
      answered('two', 'no'),
      answered('three', 'yes'),
      answered('person', 'yes'),
    );
    expect(asked(position)).toBe('frame/last');
    expect(position.facts).toMatchObject({ two: 'no', three: 'yes' });
  });
});

describe('parts', () => {
  const guide = smallGuide({
    frame: {
      steps: [
        choice('need', { options: ['child_sleep', 'separation'] }),
        { id: 'own', kind: 'part', flow: 'by-need' },
        { id: 'ask-contact', kind: 'part', flow: 'contact', when: { fact: 'heavy-night', is: 'yes' } },
        choice('last'),
      ],
    },
    sleep: {
      needs: ['child_sleep'],
      conditions: { long: { fact: 'since', is: 'yes' } },
      steps: [choice('since'), choice('heavy-night', { when: { named: 'long' } })],
    },
    general: { steps: [choice('what-else')] },
    contact: { steps: [choice('permission')] },
  });
  const at = (...answers: readonly Answer[]): Position => replay(guide, smallSession(answers));

  test('a need leads to the flow that says it serves the need', () => {
    expect(asked(at(answered('need', 'child_sleep')))).toBe('sleep/since');
  });

  test('a need without a flow of its own leads to the general flow', () => {
    expect(asked(at(answered('need', 'separation')))).toBe('general/what-else');
  });

  test('a part uses the conditions of its own flow', () => {
    expect(asked(at(answered('need', 'child_sleep'), answered('since', 'yes')))).toBe('sleep/heavy-night');
    expect(asked(at(answered('need', 'child_sleep'), answered('since', 'no')))).toBe('frame/last');
  });

  test('after a part the flow above goes on, with what the part made known', () => {
    const answers = [answered('need', 'child_sleep'), answered('since', 'yes'), answered('heavy-night', 'yes')];
    expect(asked(at(...answers))).toBe('contact/permission');
    expect(asked(at(...answers, answered('permission', 'yes')))).toBe('frame/last');
  });

  test('a changed need leads elsewhere and forgets nothing for good', () => {
    const answers = [answered('since', 'no'), answered('need', 'separation')];
    expect(asked(at(...answers))).toBe('general/what-else');
    expect(asked(at(answered('since', 'no'), answered('need', 'child_sleep')))).toBe('frame/last');
  });

  test('an until around a part holds within the part too', () => {
    const around = smallGuide({
      frame: {
        steps: [
          {
            id: 'questions',
            kind: 'group',
            until: { fact: 'person', is: 'yes' },
            steps: [{ id: 'own', kind: 'part', flow: 'general' }],
          },
          choice('last'),
        ],
      },
      general: { steps: [choice('what-else')] },
    });
    expect(asked(replay(around, smallSession()))).toBe('general/what-else');
    expect(asked(replay(around, smallSession([answered('person', 'yes')])))).toBe('frame/last');
  });
});

test('a condition may call a rule of the house', () => {
  const guide = smallGuide(
    { frame: { steps: [choice('worry'), choice('offer', { when: { rule: 'heavy' } }), choice('last')] } },
    { heavy },
  );
  expect(asked(replay(guide, smallSession([answered('worry', 'big')])))).toBe('frame/offer');
  expect(asked(replay(guide, smallSession([answered('worry', 'none')])))).toBe('frame/last');
});
