import { proveContent } from '../../src/content/proof';
import type { Facts } from '../../src/flow/fact';
import { flowSchema, type Flow } from '../../src/flow/flow';
import type { Proof } from '../../src/flow/proof';
import { mostQuestions, prove } from '../../src/flow/prove';
import { replay, type Guide } from '../../src/flow/replay';
import { rules } from '../../src/flow/rules/registry';
import { theContent } from '../support/house';

const owner = { owner: 'test', 'approved-by': null, 'approved-at': null };
const flow = (name: string, steps: unknown[], more: Record<string, unknown> = {}): Flow =>
  flowSchema.parse({ flow: name, ...owner, steps, ...more });
const choice = (id: string, options: string[], when?: unknown): Record<string, unknown> => ({
  id,
  kind: 'choice',
  options,
  ...(when === undefined ? {} : { when }),
});
const list = { topics: [], needs: [{ id: 'sleep', topic: null }] };
const start: Facts[] = [{ channel: 'web', language: 'fi' }];
const proved = (...flows: Flow[]): Proof => {
  const guide: Guide = {
    flows: Object.fromEntries(flows.map((one) => [one.flow, one])),
    flowOfNeed: {},
    rules,
  };
  return prove(guide, list, start);
};
const told = (proof: Proof): string[] => proof.flaws.map((flaw) => `${flaw.flow}/${flaw.step}: ${flaw.message}`);

describe('the guidance of the house', () => {
  let proof: Proof;
  const strayed: string[] = [];
  let watched = 0;
  beforeAll(() => {
    const { guide } = theContent();
    proof = proveContent(theContent(), (answers, begun, flowName, step) => {
      watched += 1;
      if (watched % 7 !== 0) return;
      const { channel, language } = begun as { channel: 'web'; language: string };
      const { current } = replay(guide, { answers: [...answers], channel, language });
      if (current?.flow !== flowName || current.step.id !== step)
        strayed.push(
          `${answers.map((one) => one.fact).join()}: ${flowName}/${step}, but ${current?.flow}/${current?.step.id}`,
        );
    });
  }, 120_000);

  it('is proved over all its states: nothing is wrong with any way', () => {
    expect(proof.flaws).toEqual([]);
  });

  it('stands in the proof where it stands in a conversation', () => {
    expect(watched).toBeGreaterThan(10_000);
    expect(strayed.slice(0, 3)).toEqual([]);
  });

  it('reaches every outcome, in at most twelve questions', () => {
    for (const count of Object.values(proof.outcomes)) expect(count).toBeGreaterThan(0);
    expect(Math.max(...Object.values(proof.flows).map((one) => one.longest))).toBeLessThanOrEqual(mostQuestions);
  });
});

describe('what a proof finds', () => {
  const end = [{ id: 'answer', kind: 'outcome' }];

  it('a step that no way reaches', () => {
    const found = proved(
      flow('frame', [
        choice('one', ['yes', 'no']),
        choice('never', ['yes'], {
          all: [
            { fact: 'one', is: 'yes' },
            { fact: 'one', is: 'no' },
          ],
        }),
        ...end,
      ]),
    );
    expect(told(found)).toEqual(['frame/never: can never be reached']);
  });

  it('a way that ends without an outcome, with the answers that lead there', () => {
    const found = proved(
      flow('frame', [choice('one', ['yes', 'no']), { ...end[0], when: { fact: 'one', is: 'yes' } }]),
    );
    expect(told(found)).toEqual(['frame/answer: a way ends without an outcome']);
    expect(found.flaws[0]?.path).toContain('one=no');
  });

  it('a thirteenth question before the outcome', () => {
    const questions = Array.from({ length: 13 }, (_, index) => choice(`q-${index}`, ['yes', 'no']));
    expect(told(proved(flow('frame', [...questions, ...end])))[0]).toContain('only after 13 questions');
    expect(told(proved(flow('frame', [...questions.slice(1), ...end])))).toEqual([]);
  });

  it('a fourth question once the situation is heavy', () => {
    const later = ['a-1', 'a-2', 'a-3', 'a-4'].map((id) => choice(id, ['yes', 'no']));
    const offer = choice('wants', ['advice', 'contact']);
    const coping = choice('coping', ['easy', 'hard']);
    expect(told(proved(flow('frame', [coping, ...later, offer, ...end])))[0]).toContain('heavy situation');
    expect(told(proved(flow('frame', [coping, ...later.slice(2), offer, ...end])))).toEqual([]);
  });

  it('who somebody is asked before they have agreed to be contacted', () => {
    const reach = { id: 'reach', kind: 'contact' };
    expect(told(proved(flow('frame', [reach, ...end])))[0]).toContain('before they have agreed');
    // Also when nothing after it reads whether they agreed.
    for (const options of [
      ['yes', 'no'],
      ['no', 'yes'],
    ])
      expect(told(proved(flow('frame', [choice('permission', options), reach, ...end])))[0]).toContain(
        'before they have agreed',
      );
    const asked = [choice('permission', ['yes', 'no']), { ...reach, when: { fact: 'permission', is: 'yes' } }];
    expect(told(proved(flow('frame', [...asked, ...end])))).toEqual([]);
  });

  it('counts ways as the product of answers, and merges what nothing later reads', () => {
    const found = proved(flow('frame', [choice('one', ['a', 'b', 'c']), choice('two', ['d', 'e']), ...end]));
    // Each way may also ask for a person at either question.
    expect(found.paths).toBeGreaterThanOrEqual(6n);
    expect(found.states).toBeLessThan(10);
  });
});
