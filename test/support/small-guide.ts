import { flowSchema } from '../../src/flow/flow';
import type { Rule } from '../../src/flow/condition';
import type { Offered, Reader, Said } from '../../src/flow/kind';
import type { Offers } from '../../src/flow/advance';
import type { Guide } from '../../src/flow/replay';
import { newSession, type Answer, type Session } from '../../src/flow/session';

interface SmallFlow {
  readonly needs?: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly steps: readonly unknown[];
}

/** A guide made by hand from flows as an author writes them; the schema is the real one. */
export function smallGuide(
  flows: Readonly<Record<string, SmallFlow>>,
  rules: Readonly<Record<string, Rule>> = {},
): Guide {
  const read = Object.entries(flows).map(([flow, rest]) =>
    flowSchema.parse({ flow, owner: 'test', 'approved-by': null, 'approved-at': null, ...rest }),
  );
  return {
    flows: Object.fromEntries(read.map((flow) => [flow.flow, flow])),
    flowOfNeed: Object.fromEntries(read.flatMap((flow) => (flow.needs ?? []).map((need) => [need, flow.flow]))),
    rules,
  };
}

export function smallSession(answers: readonly Answer[] = []): Session {
  return {
    ...newSession({
      region: 'test',
      channel: 'web',
      language: 'fi',
      content: 'test',
      startedAt: '2026-11-23T08:00:00Z',
    }),
    answers: [...answers],
  };
}

/** The answer that a plain question keeps. */
export function answered(fact: string, value: Answer['facts'][string]): Answer {
  return { fact, facts: { [fact]: value } };
}

/** Options whose words are their ids in capitals, so that a test sees whether an id or a word was used. */
export const offersOfStep: Offers = ({ step }) => ('options' in step ? offeredIds(...(step.options ?? [])) : []);

export function offeredIds(...ids: readonly string[]): Offered[] {
  return ids.map((id) => ({ id, label: id.toUpperCase() }));
}

export function tap(option: string): Said {
  return { value: { option } };
}

const places: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  seinäjoki: { municipality: 'seinajoki', 'place-is': 'here' },
  espoo: { municipality: 'espoo', 'place-is': 'elsewhere', county: 'lansi-uusimaa' },
};

const optionOf = (text: string, offered: readonly Offered[]): string | undefined =>
  offered.find((option) => option.label.toLowerCase() === text.trim().toLowerCase())?.id;

/** A reader that understands a handful of words, no language and no classifier. */
export const plainReader: Reader = {
  option: optionOf,
  options: (text, offered) => {
    const found = text.split(',').map((part) => optionOf(part, offered));
    return found.every((id) => id !== undefined) ? found : undefined;
  },
  number: (text) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? { number: Number(text) } : undefined),
  place: (text) => places[text.trim().toLowerCase()],
  contact: (text) => (/^(\+?[\d ]{6,}|\S+@\S+)$/.test(text) ? text : undefined),
  words: (text) => text.replace(/\d{6,}/g, '[masked]'),
  story: (text) =>
    text === 'hello' ? 'greeting' : text === '???' ? undefined : { proposed: ['child_sleep'], sure: 'yes' },
  isNeed: (id) => ['child_sleep', 'separation'].includes(id),
};
