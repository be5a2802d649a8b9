import type { Facts, FactValue } from './fact';
import { factOf } from './kind';
import type { QuestionStep } from './kinds/registry';
import { optionIdsOf, type NeedList } from './options';

/** Words that a proof stands in for anything a family writes. */
const words = '…';
const alone = ['none', 'skip', 'unknown'];

/**
 * Every answer a question can get, as the facts it leaves behind: one of each option, every whole number within the limits, a
 * place served here and one elsewhere, and of several choices none, each one and each pair. What a family writes freely is one.
 */
export function exitsOf(step: QuestionStep, facts: Facts, list: NeedList): Facts[] {
  const fact = factOf(step);
  const options = optionIdsOf(step, facts, list);
  const tapped = options.map((option): Facts => ({ [fact]: option }));
  switch (step.kind) {
    case 'choice':
    case 'read-back':
      return options.map((option) => ({ [fact]: option }));
    case 'number':
      return [
        ...Array.from({ length: step.max - step.min + 1 }, (_, index) => ({ [fact]: step.min + index })),
        ...tapped,
      ];
    case 'text':
    case 'contact':
      return [{ [fact]: words }, ...tapped];
    case 'place':
      return [
        { [fact]: words, 'place-is': 'here' },
        { [fact]: words, 'place-is': 'elsewhere', county: words },
        ...options.map((option) => ({ [fact]: option, 'place-is': 'unknown' })),
      ];
    case 'choices':
      return severalOf(options).map((chosen) => ({ [fact]: chosen }));
    case 'confirm':
      return options.map((option): Facts =>
        option === 'yes'
          ? { [fact]: 'yes', need: firstOf(facts['proposed']) }
          : option === 'other'
            ? { [fact]: 'other' }
            : { [fact]: option, need: option },
      );
    case 'listen':
      return [...tapped, ...heardFrom(fact, list)];
  }
}

/** What may be heard in free words: any need, surely or not, alone or with another; or none. And a need that the page told. */
function heardFrom(fact: string, { needs }: NeedList): Facts[] {
  const ids = needs.map((need) => need.id);
  const heard = ids.flatMap((need, index): Facts[] => {
    const beside = ids[(index + 1) % ids.length] ?? need;
    return [
      { [fact]: 'skip', need },
      ...['yes', 'no'].flatMap((sure): Facts[] => {
        const proposed = { [fact]: words, proposed: [need, beside], sure };
        return [proposed, { ...proposed, 'heard-also': [beside, ids[(index + 2) % ids.length] ?? need] }];
      }),
    ];
  });
  return [...heard, { [fact]: words, proposed: [], sure: 'no' }];
}

function severalOf(options: readonly string[]): string[][] {
  const real = options.filter((option) => !alone.includes(option));
  return [
    ...options.map((option) => [option]),
    ...real.flatMap((one, index) => real.slice(index + 1).map((other) => [one, other])),
  ];
}

function firstOf(value: FactValue | undefined): string {
  return Array.isArray(value) ? String(value[0] ?? 'other') : 'other';
}
