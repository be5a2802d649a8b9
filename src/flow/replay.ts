import { holds, type Condition, type Names, type Rule } from './condition';
import type { Facts, FactValue } from './fact';
import { byNeed, firstFlow, isQuestion, type Act, type Flow, type Step } from './flow';
import { factOf } from './kind';
import type { QuestionStep } from './kinds/registry';
import type { Session } from './session';

/** All that the engine is guided by: the flows, which flow a need has, and the named rules. */
export interface Guide {
  readonly flows: Readonly<Record<string, Flow>>;
  readonly flowOfNeed: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, Rule>>;
}

/** A question where it stands: which flow, which step. */
export interface Asked {
  readonly flow: string;
  readonly step: QuestionStep;
}

export interface Passed {
  readonly flow: string;
  readonly act: Act;
}

/** Where a conversation stands: what is known on this path, what was answered and passed, and what is asked now (nothing: the end). */
export interface Position {
  readonly facts: Facts;
  readonly answered: readonly Asked[];
  readonly passed: readonly Passed[];
  readonly current: Asked | undefined;
}

type Walked = Pick<Session, 'answers' | 'language' | 'channel'>;

interface Walk extends Walked {
  readonly guide: Guide;
  readonly position: Position;
}

/**
 * The last walk, held in memory alone and until the next. Several steps of one turn ask where it stands, one after another, and a list of
 * answers is never changed. A weak map of all walks would be no kinder: what it holds outlives the turn in the old part of the memory
 * until all of that is collected.
 */
let last: Walk | undefined;

/**
 * Finds the position of a session by walking the guide from its beginning with the answers given so far.
 * Answers of a branch that is no longer on the path stay in the session but are not known to any condition.
 */
export function replay(guide: Guide, session: Walked): Position {
  const { answers, language, channel } = session;
  if (last?.answers === answers && last.guide === guide && last.language === language && last.channel === channel)
    return last.position;
  const position = walkAll(guide, session);
  last = { guide, answers, language, channel, position };
  return position;
}

function walkAll(guide: Guide, session: Walked): Position {
  const given = new Map(session.answers.map((answer) => [answer.fact, answer.facts]));
  const facts: Record<string, FactValue> = { language: session.language, channel: session.channel };
  const person = given.get('person');
  if (person) Object.assign(facts, person);
  const answered: Asked[] = [];
  const passed: Passed[] = [];
  let current: Asked | undefined;

  /** Passes steps until one waits for an answer (then false). `over` tells whether an enclosing group asks nothing more. */
  const walk = (flow: Flow, steps: readonly Step[], over: () => boolean): boolean => {
    const names = namesOf(guide, flow);
    return steps.every((step) => !applies(step.when, facts, names) || pass(flow, step, over));
  };

  const pass = (flow: Flow, step: Step, over: () => boolean): boolean => {
    if (step.kind === 'group') {
      const until = step.until;
      return walk(flow, step.steps, until ? () => over() || holds(until, facts, namesOf(guide, flow)) : over);
    }
    if (step.kind === 'part') {
      const part = guide.flows[step.flow === byNeed ? flowFor(guide, facts) : step.flow];
      return part === undefined || walk(part, part.steps, over);
    }
    if (!isQuestion(step)) {
      if (!over()) passed.push({ flow: flow.flow, act: step });
      return true;
    }
    const fact = factOf(step);
    if (facts[fact] !== undefined) return true;
    const known = given.get(fact);
    if (known === undefined && over()) return true;
    // An answer without its fact is one that the family is changing: it is asked again wherever it stands.
    if (known?.[fact] === undefined) {
      current = { flow: flow.flow, step };
      return false;
    }
    Object.assign(facts, known);
    if (step.kind === 'confirm' && known[fact] === 'yes') facts['need'] = firstOf(facts['proposed']);
    answered.push({ flow: flow.flow, step });
    return true;
  };

  const first = guide.flows[firstFlow];
  if (first) walk(first, first.steps, () => false);
  return { facts, answered, passed, current };
}

function namesOf(guide: Guide, flow: Flow): Names {
  return { named: flow.conditions ?? {}, rules: guide.rules };
}

function applies(when: Condition | undefined, facts: Facts, names: Names): boolean {
  return when === undefined || holds(when, facts, names);
}

/** The flow that asks a need's own questions. */
export function flowFor(guide: Guide, facts: Facts): string {
  const need = facts['need'];
  return (typeof need === 'string' ? guide.flowOfNeed[need] : undefined) ?? 'general';
}

function firstOf(value: FactValue | undefined): string {
  return Array.isArray(value) ? String(value[0] ?? 'other') : 'other';
}
