import { factsOf, holds, type Condition, type Names, type Rule } from './condition';
import type { Facts, FactValue } from './fact';
import { byNeed, firstFlow, isQuestion, type Act, type Step } from './flow';
import { factOf } from './kind';
import type { QuestionStep } from './kinds/registry';
import { flowFor, type Guide } from './replay';

export interface Jump {
  readonly op: 'jump';
  to: number;
}

export interface Unless {
  readonly op: 'unless';
  readonly holds: (facts: Facts) => boolean;
  readonly reads: readonly Look[];
  /** Where to go when it does not hold. */
  to: number;
}

/** A place of the guide, laid out in one line: since flows have no jumps, whatever comes later has a higher number. */
export type Place =
  | Unless
  /** The end of one need's flow: the others are not entered. */
  | Jump
  | {
      readonly op: 'ask';
      readonly flow: string;
      readonly step: QuestionStep;
      readonly until: readonly Guard[];
      /** Conditions around it that look at the wish for a person: told at this very question, it may end them. */
      readonly around: readonly Unless[];
    }
  | { readonly op: 'act'; readonly flow: string; readonly act: Act; readonly until: readonly Guard[] };

/** A condition that ends its group: once it holds, nothing more of the group is asked or said. */
interface Guard {
  readonly holds: (facts: Facts) => boolean;
  readonly reads: readonly Look[];
}

/** One look at one fact, and what it tells of the fact's value: two values that look alike lead to the same future. */
export interface Look {
  readonly fact: string;
  readonly key: string;
  readonly sees: (value: FactValue | undefined) => string;
}

export interface Program {
  readonly places: readonly Place[];
  /** For each place, the looks that any later place may still take, by fact. */
  readonly later: readonly ReadonlyMap<string, readonly Look[]>[];
}

/** Lays the guide out in one line, parts opened, each need's flow after the other; the proof walks it from top to bottom. */
export function programOf(guide: Guide, alsoRead: readonly Look[]): Program {
  const places: Place[] = [];
  const open: Unless[] = [];
  const lay = (flow: string, steps: readonly Step[], names: Names, until: readonly Guard[]): void => {
    for (const step of steps) {
      const guard: Unless | undefined = step.when && {
        op: 'unless',
        holds: (facts) => holds(step.when as Condition, facts, names),
        reads: looksOf(step.when, names),
        to: 0,
      };
      if (guard) {
        places.push(guard);
        open.push(guard);
      }
      if (step.kind === 'group') {
        const own = step.until;
        const inner = own
          ? [...until, { holds: (facts: Facts) => holds(own, facts, names), reads: looksOf(own, names) }]
          : until;
        lay(flow, step.steps, names, inner);
      } else if (step.kind === 'part') layPart(step.flow, until);
      else if (isQuestion(step)) places.push({ op: 'ask', flow, step, until, around: open.filter(looksAtPerson) });
      else places.push({ op: 'act', flow, act: step, until });
      if (guard) {
        guard.to = places.length;
        open.pop();
      }
    }
  };
  const layFlow = (name: string, until: readonly Guard[]): void => {
    const flow = guide.flows[name];
    if (flow) lay(name, flow.steps, { named: flow.conditions ?? {}, rules: guide.rules }, until);
  };
  const layPart = (name: string, until: readonly Guard[]): void => {
    if (name !== byNeed) return layFlow(name, until);
    const ends: Jump[] = [];
    for (const one of new Set([...Object.values(guide.flowOfNeed), 'general'])) {
      const fork: Unless = {
        op: 'unless',
        holds: (facts) => flowFor(guide, facts) === one,
        reads: [flowLook(guide)],
        to: 0,
      };
      places.push(fork);
      layFlow(one, until);
      const end: Jump = { op: 'jump', to: 0 };
      places.push(end);
      ends.push(end);
      fork.to = places.length;
    }
    for (const end of ends) end.to = places.length;
  };
  layFlow(firstFlow, []);
  return { places, later: laterLooks(places, alsoRead) };
}

function looksAtPerson(guard: Unless): boolean {
  return guard.reads.some((look) => look.fact === 'person');
}

function flowLook(guide: Guide): Look {
  return { fact: 'need', key: 'flow', sees: (value) => flowFor(guide, value === undefined ? {} : { need: value }) };
}

/** Whether a fact is known at all: a known fact is not asked again. */
function knownLook(fact: string): Look {
  return { fact, key: 'known', sees: (value) => (value === undefined ? '' : 'k') };
}

/** Backwards from the end, along the ways that lead on: what no way ahead looks at is forgotten. */
function laterLooks(places: readonly Place[], alsoRead: readonly Look[]): ReadonlyMap<string, readonly Look[]>[] {
  const later: ReadonlyMap<string, readonly Look[]>[] = [];
  const after = (at: number): ReadonlyMap<string, readonly Look[]> => later[at] ?? new Map();
  later[places.length] = withLooks(new Map(), alsoRead);
  for (let at = places.length - 1; at >= 0; at -= 1) {
    const place = places[at];
    if (!place) continue;
    if (place.op === 'jump') later[at] = after(place.to);
    else if (place.op === 'unless')
      later[at] = withLooks(withLooks(after(at + 1), [...after(place.to).values()].flat()), place.reads);
    else
      later[at] = withLooks(after(at + 1), [
        ...place.until.flatMap((guard) => guard.reads),
        ...(place.op === 'ask'
          ? [
              knownLook(factOf(place.step)),
              ...offerLooks(place.step),
              ...place.around.flatMap((one) => [...one.reads, ...[...after(one.to).values()].flat()]),
            ]
          : []),
      ]);
  }
  return later;
}

function withLooks(
  known: ReadonlyMap<string, readonly Look[]>,
  looks: readonly Look[],
): ReadonlyMap<string, readonly Look[]> {
  const fresh = looks.filter((look) => !known.get(look.fact)?.some((one) => one.key === look.key));
  if (fresh.length === 0) return known;
  const next = new Map(known);
  for (const look of fresh)
    if (!next.get(look.fact)?.some((one) => one.key === look.key))
      next.set(look.fact, [...(next.get(look.fact) ?? []), look]);
  return next;
}

/** A question whose options come from what was heard looks at what was heard. */
function offerLooks(step: QuestionStep): Look[] {
  if (!('options-from' in step) || step['options-from'] === undefined) return [];
  const whole = (fact: string): Look => ({ fact, key: 'whole', sees: (value) => JSON.stringify(value ?? null) });
  switch (step['options-from']) {
    case 'topics':
      return [];
    case 'needs-of-topic':
      return [whole('topic')];
    case 'proposals':
      return [whole('proposed'), whole('sure')];
    case 'also-heard':
      return [whole('heard-also'), whole('need')];
  }
}

/** What a condition tells apart, fact by fact; a rule tells apart just what it declares. */
function looksOf(condition: Condition, names: Names): Look[] {
  if (condition.all) return condition.all.flatMap((part) => looksOf(part, names));
  if (condition.any) return condition.any.flatMap((part) => looksOf(part, names));
  if (condition.not) return looksOf(condition.not, names);
  if (condition.named !== undefined) {
    const named = names.named[condition.named];
    return named ? looksOf(named, names) : [];
  }
  if (condition.rule !== undefined) {
    const rule = names.rules[condition.rule];
    return rule ? ruleLooks(condition.rule, rule) : [];
  }
  return factsOf(condition, names).map((fact) => ({
    fact,
    key: JSON.stringify(condition),
    sees: (value) => (holds(condition, value === undefined ? {} : { [fact]: value }, names) ? 't' : 'f'),
  }));
}

/** The values a rule declares it tells apart; everything else looks the same to it. */
export function ruleLooks(name: string, rule: Pick<Rule, 'reads'>): Look[] {
  return Object.entries(rule.reads).map(([fact, values]) => ({
    fact,
    key: `rule ${name}`,
    sees: (value) => {
      if (values === 'how-many') return Array.isArray(value) ? String(value.filter(isReal).length) : '';
      return typeof value === 'string' && values.includes(value) ? value : value === undefined ? '' : '*';
    },
  }));
}

/** "None", "I do not know" and a skip are answers but not things. */
function isReal(value: string): boolean {
  return !['none', 'skip', 'unknown'].includes(value);
}
