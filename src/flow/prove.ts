import { nothingLater, signOf } from './alike';
import type { Facts } from './fact';
import { exitsOf } from './exits';
import { firstFlow, isQuestion, stepsOf } from './flow';
import { factOf } from './kind';
import type { QuestionStep } from './kinds/registry';
import type { NeedList } from './options';
import type { Flaw, Proof } from './proof';
import { programOf, ruleLooks, type Look, type Place } from './program';
import type { Guide } from './replay';
import { heavy } from './rules/heavy';
import { outcomeOf, outcomeReads, type OutcomeName } from './rules/outcome';
import type { Answer } from './session';
import { answersOf } from './trail';
import { join, longestOf, noFlow, type State, type Way } from './ways';

/** Most questions to an outcome or to the offer of contact; the ages of further children are not counted. */
export const mostQuestions = 12;
/** Most further questions to an offer of contact once the situation is known to be heavy (F-163). */
export const mostWhenHeavy = 3;

interface Alike {
  readonly exit: Facts;
  readonly many: number;
}

/** Told of every state the proof stands at: the answers that led there and the question asked. */
export type Watcher = (answers: readonly Answer[], start: Facts, flow: string, step: string) => void;

const identifying = (place: Place): boolean =>
  place.op === 'ask' && (place.step.kind === 'contact' || ('personal' in place.step && place.step.personal === true));

/**
 * Proves the guidance over all its states, not over samples: every way ends in an outcome, every step can be reached, nobody is
 * asked who they are before they have agreed, a person is offered soon enough, and no way is too long. Positions that agree on every fact
 * still read are one state, with the longest way that leads there.
 */
export function prove(guide: Guide, list: NeedList, start: readonly Facts[], watch?: Watcher): Proof {
  const program = programOf(guide, figuresLooks);
  const { places } = program;
  const flaws = new Map<string, Flaw>();
  const reached = new Set<string>();
  let figures: ReadonlyMap<string, number> = noFlow;
  let longest = 0;
  const counted: Record<OutcomeName, number> = {
    emergency: 0,
    'out-of-area': 0,
    'own-worker': 0,
    'clear-need': 0,
    'unclear-or-many': 0,
    advice: 0,
  };
  const fixedExits = new Map<number, readonly Alike[]>();
  let states = 0;
  let answers = 0;
  let paths = 0n;
  const at: Map<string, State>[] = places.map(() => new Map<string, State>());
  const end = new Map<string, State>();

  /** A way comes to a place: a state of its own, or one more way to a state that is there. */
  const put = (from: number, way: Way): void => {
    const place = settled(from, way.facts);
    join(at[place] ?? end, way, program.later[place] ?? nothingLater);
  };
  /** Conditions and acts that decide nothing are passed at once: a state rests only where something is asked or comes out. */
  const settled = (from: number, facts: Facts): number => {
    let place = from;
    for (;;) {
      const one = places[place];
      if (one === undefined) return place;
      if (one.op === 'jump') {
        place = one.to;
        continue;
      }
      if (one.op === 'unless') {
        place = one.holds(facts) ? place + 1 : one.to;
        continue;
      }
      const over = one.until.some((guard) => guard.holds(facts));
      if (one.op === 'ask') {
        if (!over && facts[factOf(one.step)] === undefined) return place;
      } else if (!over) {
        reached.add(`${one.flow}/${one.act.id}`);
        if (one.act.kind === 'outcome') return place;
      }
      place += 1;
    }
  };
  /** The answers of a question, those together that nothing later tells apart. What does not hang on the state is reckoned once. */
  const alike = (index: number, step: QuestionStep, facts: Facts): readonly Alike[] => {
    const fixed = !('options-from' in step);
    const known = fixed ? fixedExits.get(index) : undefined;
    if (known) return known;
    const groups = new Map<string, { exit: Facts; many: number }>();
    for (const exit of exitsOf(step, facts, list)) {
      const key = signOf(exit, program.later[index + 1] ?? nothingLater);
      const group = groups.get(key);
      if (group) group.many += 1;
      else groups.set(key, { exit, many: 1 });
    }
    const found = [...groups.values()];
    if (fixed) fixedExits.set(index, found);
    return found;
  };
  const flaw = (flow: string, step: string, message: string, state: State): void => {
    const key = `${flow}/${step}: ${message}`;
    if (!flaws.has(key))
      flaws.set(key, {
        flow,
        step,
        message,
        path: answersOf(state.trail).map(({ fact, facts }) => `${fact}=${saidOf(facts[fact])}`),
      });
  };

  for (const facts of start)
    put(0, {
      facts,
      start: facts,
      paths: 1n,
      asked: 0,
      sinceHeavy: undefined,
      outcome: false,
      offered: false,
      by: noFlow,
      answer: undefined,
      before: undefined,
    });

  places.forEach((place, index) => {
    const shelf = at[index] ?? end;
    states += shelf.size;
    const visit = (state: State): void => {
      if (place.op === 'unless' || place.op === 'jump') return;
      if (place.op === 'act') {
        for (const fits of [true, false]) counted[outcomeOf(state.facts, { emergency: false, fits }).outcome] += 1;
        counted.emergency += 1;
        tooLong(place.flow, place.act.id, state);
        figures = longestOf(figures, state.by);
        longest = Math.max(longest, state.asked);
        put(index + 1, { ...state, outcome: true, offered: true, answer: undefined, before: state.trail });
        return;
      }
      const { step, flow } = place;
      const fact = factOf(step);
      reached.add(`${flow}/${step.id}`);
      watch?.(answersOf(state.trail), state.start, flow, step.id);
      if (identifying(place) && state.facts['permission'] !== 'yes')
        flaw(flow, step.id, 'asks who somebody is before they have agreed to be contacted', state);
      const offers = flow === 'contact' || ('options' in step && step.options?.includes('contact') === true);
      if (offers) tooLong(flow, step.id, { ...state, asked: state.asked + 1 });
      const exits = alike(index, step, state.facts);
      const counts = /^age-[1-6]$/.test(fact) || state.offered ? 0 : 1;
      const grown =
        counts === 0 || state.by.size === 0 ? state.by : new Map([...state.by].map(([one, asked]) => [one, asked + 1]));
      const entered = new Map([[flow, state.asked + counts]]);
      for (const { exit, many } of exits) {
        answers += many;
        const facts = { ...state.facts, ...exit };
        const heavyNow = heavy.holds(facts);
        const sinceHeavy = !heavyNow || state.offered || offers ? undefined : (state.sinceHeavy ?? -1) + 1;
        if ((sinceHeavy ?? 0) > mostWhenHeavy - 1)
          flaw(
            flow,
            step.id,
            `asks more than ${mostWhenHeavy} questions after a heavy situation is known, before contact is offered`,
            state,
          );
        put(index + 1, {
          facts,
          start: state.start,
          paths: many === 1 ? state.paths : state.paths * BigInt(many),
          asked: state.asked + counts,
          sinceHeavy,
          outcome: state.outcome,
          offered: state.offered || offers,
          by: flow === flowOf(guide, facts) ? entered : grown,
          answer: { fact, facts: exit },
          before: state.trail,
        });
      }
      // At every question a person may be asked for; what is then left must still end well.
      if (state.facts['person'] === undefined) {
        const facts = { ...state.facts, person: 'yes' };
        put(place.around.find((one) => !one.holds(facts))?.to ?? index, {
          ...state,
          facts,
          answer: { fact: 'person', facts: { person: 'yes' } },
          before: state.trail,
        });
      }
    };
    // Those who have asked for a person come last: others join them at this very place.
    [...shelf.values()].filter((state) => state.facts['person'] === undefined).forEach(visit);
    [...shelf.values()].filter((state) => state.facts['person'] !== undefined).forEach(visit);
    shelf.clear();
  });

  function tooLong(flow: string, step: string, state: State): void {
    if (!state.offered && state.asked > mostQuestions)
      flaw(
        flow,
        step,
        `is reached only after ${state.asked} questions; at most ${mostQuestions} lead to an outcome`,
        state,
      );
  }

  for (const state of end.values()) {
    paths += state.paths;
    if (!state.outcome)
      flaw(firstFlow, guide.flows[firstFlow]?.steps.at(-1)?.id ?? '', 'a way ends without an outcome', state);
  }
  for (const place of places) {
    if (place.op === 'unless' || place.op === 'jump') continue;
    const step = place.op === 'ask' ? place.step : place.act;
    if (!reached.has(`${place.flow}/${step.id}`))
      flaws.set(`${place.flow}/${step.id}`, {
        flow: place.flow,
        step: step.id,
        message: 'can never be reached',
        path: [],
      });
  }
  return {
    flaws: [...flaws.values()],
    states: states + end.size,
    answers,
    paths,
    outcomes: counted,
    flows: Object.fromEntries(
      Object.values(guide.flows).map((flow) => [
        flow.flow,
        {
          steps: stepsOf(flow).length,
          paths: waysThrough(guide, flow.flow, list),
          longest: figures.get(flow.flow) ?? longest,
        },
      ]),
    ),
  };
}

/** What the outcome itself looks at stays apart to the end. */
const figuresLooks: readonly Look[] = ruleLooks('outcome', { reads: outcomeReads });

function flowOf(guide: Guide, facts: Facts): string | undefined {
  const need = facts['need'];
  return typeof need === 'string' ? (guide.flowOfNeed[need] ?? 'general') : undefined;
}

/** Ways through one flow by itself, with nothing known before. */
function waysThrough(guide: Guide, name: string, list: NeedList): bigint {
  const flow = guide.flows[name];
  return flow === undefined
    ? 0n
    : stepsOf(flow)
        .filter(isQuestion)
        .reduce((ways, step) => ways * BigInt(Math.max(1, exitsOf(step, {}, list).length)), 1n);
}

function saidOf(value: Facts[string] | undefined): string {
  return Array.isArray(value) ? value.join('+') : String(value);
}
