import type { Facts } from '../flow/fact';

/** A count of one thing on one day in one region. It names nobody: no crossing, no time of day, no words. */
export interface Tally {
  readonly day: string;
  readonly region: string;
  readonly measure: string;
  readonly value: string;
}

/** Facts that are counted once a conversation has its outcome (domain 2.6: ST-01, ST-03, ST-04, ST-06, ST-08). */
const counted = ['need', 'who', 'channel', 'language', 'services-in-use', 'wants'] as const;

/** The counts of an outcome. Only option ids of closed lists are counted; free words never are. */
export function talliesOfOutcome(
  facts: Facts,
  outcome: string,
  at: { day: string; region: string },
  serviceFits: boolean,
): Tally[] {
  const one = (measure: string, value: string): Tally => ({ ...at, measure, value });
  const told = counted.flatMap((fact) => {
    const value = facts[fact];
    return typeof value === 'string' ? [one(fact, value)] : [];
  });
  const also = facts['also'];
  const others = Array.isArray(also)
    ? (also as readonly string[]).filter((need) => need !== 'none').map((need) => one('also', need))
    : [];
  const gap = serviceFits || typeof facts['need'] !== 'string' ? [] : [one('gap', facts['need'])];
  return [one('outcome', outcome), ...told, ...others, ...gap];
}

export function tallyOf(measure: string, value: string, at: { day: string; region: string }): Tally {
  return { ...at, measure, value };
}
