import type { Facts } from '../fact';

export const outcomes = ['emergency', 'out-of-area', 'own-worker', 'clear-need', 'unclear-or-many', 'advice'] as const;
export type OutcomeName = (typeof outcomes)[number];

/** What the rules look at beside the facts: what was heard, and whether a service fits besides general guidance. */
export interface Weighed {
  readonly emergency: boolean;
  readonly fits: boolean;
}

export interface Judged {
  readonly outcome: OutcomeName;
  /** The facts that decided, as `fact=value`: the worker reads them as "because you answered …". */
  readonly reasons: readonly string[];
}

/** The facts the outcome looks at, with the values it tells apart; a test fails when another is read. */
export const outcomeReads = {
  'place-is': ['elsewhere'],
  'services-in-use': ['same-matter', 'unknown'],
  need: ['pregnancy_maternity', 'other', 'unknown'],
  'needs-many': ['many', 'unknown'],
  worry: ['none', 'small', 'big', 'unknown'],
  also: 'how-many',
  wants: ['contact', 'pending', 'unknown'],
} as const;

/**
 * The outcome of a conversation: total, in a fixed order, the first that holds (domain 7.1, 1.9; ).
 * What the family did not confirm counts for nothing. Coping is heard in how soon a person is offered, not here.
 */
export function outcomeOf(facts: Facts, weighed: Weighed): Judged {
  if (weighed.emergency) return { outcome: 'emergency', reasons: ['danger=emergency'] };
  if (facts['place-is'] === 'elsewhere') return judged('out-of-area', facts, 'place-is');
  if (facts['services-in-use'] === 'same-matter') return judged('own-worker', facts, 'services-in-use');
  if (facts['need'] === 'pregnancy_maternity') return judged('clear-need', facts, 'need');
  const also = facts['also'];
  const beside = Array.isArray(also) ? also.filter((need: string) => !['none', 'skip', 'unknown'].includes(need)) : [];
  const named = typeof facts['need'] === 'string' && !['other', 'unknown'].includes(facts['need']);
  const confirmed = beside.length + (named ? 1 : 0);
  const unsure = ['need', 'worry', 'needs-many', 'services-in-use', 'wants'].filter(
    (fact) => facts[fact] === 'unknown',
  );
  if (facts['needs-many'] === 'many') return judged('unclear-or-many', facts, 'needs-many');
  if (facts['worry'] === 'big') return judged('unclear-or-many', facts, 'worry');
  if (confirmed >= 3) return { outcome: 'unclear-or-many', reasons: [`also=${beside.length}`] };
  if (unsure.length >= 2) return { outcome: 'unclear-or-many', reasons: unsure.map((fact) => `${fact}=unknown`) };
  const asks = facts['worry'] === 'small' || facts['wants'] === 'contact' || facts['wants'] === 'pending';
  if (asks && weighed.fits) return judged('clear-need', facts, facts['worry'] === 'small' ? 'worry' : 'wants');
  return { outcome: 'advice', reasons: facts['worry'] === undefined ? [] : [`worry=${String(facts['worry'])}`] };
}

function judged(outcome: OutcomeName, facts: Facts, fact: string): Judged {
  return { outcome, reasons: [`${fact}=${String(facts[fact])}`] };
}
