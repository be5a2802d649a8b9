import type { Content } from '../../src/content/content';
import type { Outgoing } from '../../src/conversation/outgoing';
import type { Step } from '../../src/flow/flow';

/** Kinds that only hold other steps and are never seen themselves. */
const holders: readonly string[] = ['group', 'part'];

function steps(all: readonly Step[]): readonly Step[] {
  return all.flatMap((step) => (step.kind === 'group' ? steps(step.steps) : [step]));
}

/** Every kind of step that a flow of the house has and a family can meet. */
export function kindsInFlows({ guide }: Content): readonly string[] {
  const all = Object.values(guide.flows).flatMap((flow) => steps(flow.steps));
  return [...new Set(all.map((step) => step.kind))].filter((kind) => !holders.includes(kind)).sort();
}

/**
 * What a family sees in a word: the kind of the step it came from, and for words that no step says what else they are, so that each
 * look of the window is a name.
 */
export function kindsIn(words: readonly Outgoing[], content: Content): readonly string[] {
  return words.map(({ text, luotsi }) => {
    if (luotsi.kind !== undefined) return luotsi.asks?.missed === undefined ? luotsi.kind : `${luotsi.kind} once more`;
    if (luotsi.danger && luotsi.cards) return 'alarm';
    if (luotsi.handoff) return 'handoff';
    if (luotsi.outcome) return 'outcome';
    return saidBy(text, luotsi.language, content) ?? luotsi.notice ?? (luotsi.cards ? 'a list' : 'words');
  });
}

function saidBy(text: string, language: string, content: Content): string | undefined {
  const say = content.say(language);
  for (const [name, flow] of Object.entries(content.guide.flows))
    for (const step of steps(flow.steps))
      if ((step.kind === 'say' || step.kind === 'numbers') && text.startsWith(say(`${name}.steps.${step.id}.say`)))
        return step.kind;
  return undefined;
}
