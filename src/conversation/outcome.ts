import type { Content } from '../content/content';
import type { Facts } from '../flow/fact';
import { outcomeOf } from '../flow/rules/outcome';
import type { Session } from '../flow/session';
import { linesFor, promiseFor, type LineHours, type Promised } from '../region/calendar';
import { areaOf, type Area, type NationalLine, type Region } from '../region/region';
import { proposeSegment, type ProposedSegment } from '../region/segments';
import { floorOf, servicesFor, type Fitting } from '../region/services';
import type { OutcomeData } from './contract';

/** How grave what was heard is: 0 nothing, 1 urgent, 2 emergency. */
export function dangerRank(heard: readonly Session['danger'][number][]): 0 | 1 | 2 {
  if (heard.some((one) => one.level === 'emergency')) return 2;
  return heard.some((one) => one.level === 'urgent') ? 1 : 0;
}

export interface ForChild {
  /** Which child, from one; nothing when only one is spoken of. */
  readonly child: number | undefined;
  readonly age: number | 'unborn' | undefined;
  readonly prePrimary: boolean;
  readonly fitting: readonly Fitting[];
}

/** Everything an outcome says: judged by the rules, with the services, lines and links of the place. */
export interface Outcome {
  readonly judged: ReturnType<typeof outcomeOf>;
  readonly need: string | undefined;
  readonly also: readonly string[];
  readonly area: Area | undefined;
  readonly county: string | undefined;
  readonly forChildren: readonly ForChild[];
  readonly lines: readonly LineHours[];
  readonly national: readonly NationalLine[];
  readonly links: Region['links'];
  readonly floor: 1 | 2 | 3 | undefined;
  /** Proposed to the worker from the family's answers; never shown to a family. */
  readonly segment: ProposedSegment | undefined;
}

/** Judges the outcome of what is known (house of outcome rules) and gathers what is offered. Pure. */
export function outcomeFor(
  facts: Facts,
  session: { readonly danger: readonly Session['danger'][number][] },
  region: Region,
  content: Content,
  now: Date,
): Outcome {
  const need = text(facts['need']);
  const area = areaOf(region, text(facts['municipality']));
  const known = content.needs.needs.find((one) => one.id === need);
  const elsewhere = facts['place-is'] === 'elsewhere';
  const floor = floorOf(facts['worry']);
  const young = facts['who'] === 'young-person';
  const services = content.services[region.region]?.services ?? [];
  // Who is expecting a child need not tell an age.
  const ages = need === 'pregnancy_maternity' ? [{ age: 'unborn' as const, prePrimary: false }] : agesOf(facts);
  const model = content.segmentModels.find((one) => one.id === region.segmentation);
  const segment = proposeSegment(model, facts);
  const forChildren = elsewhere
    ? []
    : ages.map(({ age, prePrimary }, index) => ({
        child: ages.length > 1 ? index + 1 : undefined,
        age,
        prePrimary,
        fitting:
          need === undefined
            ? []
            : servicesFor(services, {
                need,
                age,
                prePrimary,
                area: area?.id,
                floor,
                adult: isAdults(facts, known?.adult === true),
                segment: segment?.segment,
              }),
      }));
  const fits = forChildren.some((one) => one.fitting.some(({ service }) => service.general !== true));
  const emergency = session.danger.some((one) => one.level === 'emergency');
  const wanted = [need, ...alsoOf(facts)];
  return {
    judged: outcomeOf(facts, { emergency, fits }),
    need,
    also: alsoOf(facts),
    area,
    county: elsewhere ? text(facts['county']) : undefined,
    forChildren,
    lines: elsewhere ? [] : linesFor(region, area?.id, now, need),
    national: content.nationalLines.filter(
      (line) =>
        line.verified && line.needs.some((one) => wanted.includes(one)) && (line['young-only'] !== true || young),
    ),
    links: elsewhere ? [] : region.links.filter((link) => need !== undefined && link.needs.includes(need)),
    floor,
    segment,
  };
}

/** Whether services for adults fit: what it was said to be about decides, and where that was not asked, the need itself. */
function isAdults(facts: Facts, needIs: boolean): boolean {
  if (facts['who'] === 'young-person') return false;
  const about = facts['about'];
  return about === undefined || about === 'unknown' ? needIs : about === 'parent' || about === 'family';
}

/** The contract's form of an outcome. Labels of segment and floor, and the reasons, go only to those at home. */
export function outcomeData(
  outcome: Outcome,
  atHome: boolean,
  handoff: { case: string; promised: Promised | undefined } | undefined,
): OutcomeData {
  const services = outcome.forChildren.flatMap((one) =>
    one.fitting.map(({ service }) => ({
      id: service.id,
      name: service.name.fi,
      ...(one.child === undefined ? {} : { child: one.child }),
    })),
  );
  const guidance = outcome.lines.filter(({ line }) => line.needs === undefined);
  return {
    outcome: outcome.judged.outcome,
    need: outcome.need ?? null,
    also: outcome.also,
    services,
    line: guidance.length === 1 ? (guidance[0]?.line.id ?? null) : null,
    ...(handoff === undefined ? {} : { handoff: handoff.case }),
    ...(handoff?.promised ? { promise: promiseData(handoff.promised) } : {}),
    ...(atHome
      ? { segment: outcome.segment?.segment ?? null, floor: outcome.floor ?? null, reasons: outcome.judged.reasons }
      : {}),
  };
}

export function promiseData(promised: Promised): { day: string; due: string } {
  return { day: promised.day, due: promised.dueAt.toISOString() };
}

/** The promise that may be made now: none unless the region has one, the pipe works, and the family wants to be called. */
export function promiseNow(
  facts: Facts,
  region: Region,
  area: string | undefined,
  now: Date,
  canPromise: boolean,
): Promised | undefined {
  return canPromise && facts['reach'] !== 'i-call' ? promiseFor(region, area, now) : undefined;
}

/** The ages spoken of: one, or each child's. */
export function agesOf(facts: Facts): { age: number | 'unborn' | undefined; prePrimary: boolean }[] {
  const names = facts['age'] === 'several' ? [1, 2, 3, 4, 5, 6].map((child) => `age-${child}`) : ['age'];
  return names
    .filter((name) => name === 'age' || (facts[name] !== undefined && facts[name] !== 'none'))
    .map((name) => ({ age: ageOf(facts[name]), prePrimary: facts[`${name}-stage`] === 'pre-primary' }));
}

function ageOf(value: Facts[string] | undefined): number | 'unborn' | undefined {
  return typeof value === 'number' || value === 'unborn' ? value : undefined;
}

function alsoOf(facts: Facts): readonly string[] {
  const also = facts['also'];
  return Array.isArray(also) ? (also as readonly string[]).filter((need) => need !== 'none' && need !== 'skip') : [];
}

function text(value: Facts[string] | undefined): string | undefined {
  return typeof value === 'string' && value !== 'unknown' && value !== 'other' && value !== '' ? value : undefined;
}
