import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemsText, type Problem } from '../../src/content/problem';
import { readSource, shaped } from '../../src/content/source';
import { wordsCalledFor } from '../../src/content/word-check';
import { exitsOf } from '../../src/flow/exits';
import { flowSchema, isQuestion, stepsOf, type Flow } from '../../src/flow/flow';
import { factOf } from '../../src/flow/kind';
import { kindNames } from '../../src/flow/kinds/registry';
import { replay, type Guide } from '../../src/flow/replay';
import { rules } from '../../src/flow/rules/registry';
import type { Answer } from '../../src/flow/session';
import { withCopy } from '../support/broken-content';
import { theContent } from '../support/house';
import { root } from '../support/root';
import { smallGuide } from '../support/small-guide';

const text = readFileSync(join(root, 'test', 'content', 'every-kind.yaml'), 'utf8');
const source = readSource('dialogs/every-kind.yaml', text);
const problems: Problem[] = [];
const flow = shaped(source, flowSchema, problems) as Flow;

test('the example has every kind of question and every act', () => {
  expect(problems).toEqual([]);
  expect([...new Set(stepsOf(flow).map((step) => step.kind))].sort()).toEqual(
    [...kindNames, 'say', 'numbers', 'alarm', 'outcome', 'handoff', 'part', 'group'].sort(),
  );
});

test('it is sound among the flows of the house, once its words are there', () => {
  withCopy((copy) => {
    copy.write('dialogs/every-kind.yaml', text);
    const called = [...wordsCalledFor([{ source, flow }], theContent().needs).keys()];
    const own = called.filter((name) => name.startsWith('every-kind.'));
    const tree: Record<string, unknown> = {};
    for (const name of own) {
      const path = name.split('.').slice(1);
      let at = tree;
      for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
      at[path.at(-1) ?? ''] = 'Hei';
    }
    for (const language of ['fi', 'sv', 'en'])
      copy.write(
        `locales/${language}/every-kind.yaml`,
        JSON.stringify({ 'approved-by': null, 'approved-at': null, ...tree }),
      );
    expect(problemsText(copy.problems())).toBe('');
    copy.remove('locales/sv/every-kind.yaml');
    expect(copy.problems()).toHaveLength(own.length);
  });
});

test('a walk through it asks every question and passes every act', () => {
  const parts = smallGuide({
    young: { steps: [{ id: 'to-you', kind: 'say' }] },
    general: { steps: [{ id: 'to-all', kind: 'say' }] },
  });
  const guide: Guide = { ...parts, flows: { ...parts.flows, frame: flow }, rules };
  const wanted: Readonly<Record<string, unknown>> = {
    weather: 'snow',
    'their-age': 15,
    'has-adult': 'no',
    'all-right': 'send',
  };
  let answers: Answer[] = [];
  const at = () => replay(guide, { answers, language: 'fi', channel: 'web' });
  for (let position = at(); position.current; position = at()) {
    const { step } = position.current;
    const exits = exitsOf(step, position.facts, theContent().needs);
    const exit = exits.find((one) => one[factOf(step)] === wanted[factOf(step)]) ?? exits[0];
    // The story is one that something was heard in.
    const heard = step.kind === 'listen' ? exits.find((one) => one['proposed'] !== undefined) : exit;
    answers = [...answers, { fact: factOf(step), facts: { ...heard } as Answer['facts'] }];
  }
  const { answered, passed } = at();
  expect(answered.map(({ step }) => step.id)).toEqual(
    stepsOf(flow)
      .filter(isQuestion)
      .map((step) => step.id),
  );
  const acts = stepsOf(flow).filter((step) => !isQuestion(step) && !['part', 'group'].includes(step.kind));
  expect(passed.map(({ act }) => act.id).filter((id) => !id.startsWith('to-you') && id !== 'to-all')).toEqual(
    acts.map((step) => step.id),
  );
  expect(passed.map(({ act }) => act.id)).toEqual(expect.arrayContaining(['to-you', 'to-all']));
});
