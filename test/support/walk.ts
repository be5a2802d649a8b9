import type { LuotsiData, OutcomeData } from '../../src/conversation/contract';
import type { Outgoing } from '../../src/conversation/outgoing';
import type { Family, Said } from './house';

/** What a family answers at each step when a test does not care: a parent of a baby in Seinäjoki, who wants advice. */
export const usualAnswers: Readonly<Record<string, Said>> = {
  who: { option: 'parent' },
  'own-words': 'Vauva valvoo yöt eikä nuku',
  understood: { option: 'yes' },
  topic: { option: 'small-child' },
  'topic-need': { option: 'child_sleep' },
  also: { options: ['none'] },
  municipality: { place: 'seinajoki' },
  'services-in-use': { option: 'none' },
  age: { number: 0 },
  'sleep-trouble': { option: 'night-waking' },
  'sleep-since': { option: 'weeks' },
  since: { option: 'weeks' },
  'bullying-what': { option: 'at-school' },
  'school-told': { option: 'no' },
  'use-whose': { option: 'own' },
  'use-children': { option: 'yes' },
  worry: { option: 'small' },
  coping: { option: 'easy' },
  'needs-many': { option: 'few' },
  wants: { option: 'advice' },
  more: { option: 'enough' },
  permission: { option: 'yes' },
  urgency: { option: 'days' },
  name: 'Liisa',
  reach: '040 123 4567',
  'safe-times': { options: ['morning'] },
  'safe-contact': { options: ['none'] },
  interpreter: { option: 'no' },
  wish: { option: 'skip' },
  sent: { option: 'send' },
  heard: { option: 'yes' },
  helped: { option: 'yes' },
};

/** The question a family was left with: the last one it was asked. */
export function questionIn(words: readonly Outgoing[]): LuotsiData | undefined {
  return words.findLast((word) => word.luotsi.step !== undefined)?.luotsi;
}

export function stepIn(words: readonly Outgoing[]): string | undefined {
  return questionIn(words)?.step;
}

export function outcomeIn(words: readonly Outgoing[]): OutcomeData | undefined {
  return words.find((word) => word.luotsi.outcome)?.luotsi.outcome;
}

export function cardsIn(words: readonly Outgoing[]): readonly { kind: string; level: string }[] {
  return words.flatMap((word) => (word.luotsi.danger ? [word.luotsi.danger] : []));
}

export function textOf(words: readonly Outgoing[]): string {
  return words.map((word) => word.text).join('\n');
}

/** The first of the offered options, for a step that no test has an opinion of. */
function anyAnswer(question: LuotsiData): Said {
  const [first] = question.options ?? [];
  if (question.kind === 'number') return { number: 5 };
  if (question.kind === 'choices') return { options: [first?.id ?? ''] };
  return first ? { option: first.id } : 'en tiedä';
}

/** Answers question after question until a step is reached, until nothing is asked, or so many times. Returns the words of the last turn. */
export async function walk(
  family: Family,
  answers: Readonly<Record<string, Said>> = {},
  until?: string,
  most?: number,
): Promise<readonly Outgoing[]> {
  let words = family.words;
  for (let turns = 0; turns < 60; turns += 1) {
    if (turns === most) return words;
    const question = questionIn(words);
    if (question?.step === undefined || question.step === until) return words;
    words = await family.say(answers[question.step] ?? usualAnswers[question.step] ?? anyAnswer(question));
  }
  throw new Error(`the walk never came to ${until ?? 'its end'}`);
}

/** A story of a child's sleep in each language, so that a conversation stays in its own. */
export const sleepStory: Readonly<Record<string, string>> = {
  fi: 'Vauva valvoo yöt eikä nuku',
  sv: 'Babyn vaknar flera gånger varje natt',
  en: 'My baby wakes up every hour at night',
};

/** A family that goes all the way to a sent handoff. */
export const wantsContact: Readonly<Record<string, Said>> = { wants: { option: 'contact' } };
