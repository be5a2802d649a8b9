import { hoursAreKnown, promiseFor } from '../region/calendar';
import { commonQueue, type Region } from '../region/region';
import type { NoticeKind } from './notice';

/** Where the notices of some areas go. */
export interface Receiver {
  readonly id: string;
  /** `region/area`, or `region/*` for all areas of a region. */
  readonly areas: readonly string[];
  /** `urgent`: only reminders, alarms, and what no other receiver of the area has taken in time. */
  readonly takes: 'everything' | 'urgent';
}

/** The connected desk stands among the receivers under this name; it takes every new handoff of every area. */
export const deskReceiver = 'desk';

/** How a receiver stands, as its undelivered notices tell. */
export interface ReceiverStanding {
  /** When its oldest undelivered notice was put on its way. */
  readonly oldest: string;
  readonly waiting: number;
  /** Whether it has said that it will not take a notice: its address or the sign-in to it is wrong. */
  readonly refused: boolean;
}

/** The morning's exercise of a region. */
export interface ExerciseState {
  readonly begunAt: string;
  /** When the first phone hour of its day begins: by then it must have got through. */
  readonly slotAt: string;
  readonly passedAt: string | null;
  /** The receivers that have taken its notice; empty is complete once it has passed. */
  readonly takenBy: readonly string[];
}

/** All that is known of the way from a family to a worker at one moment. */
export interface PipeState {
  readonly lookedAt: string;
  /** Whether the queue can be written. */
  readonly writes: boolean;
  /** Since when it cannot; null while it can. */
  readonly stoppedAt: string | null;
  /** When the oldest notice was written that has not even been set on its way; null when there is none. */
  readonly unspread: string | null;
  /** By receiver; one without undelivered notices is missing. */
  readonly standings: Readonly<Record<string, ReceiverStanding>>;
  /** The latest exercise by region; none before the first. */
  readonly exercises: Readonly<Record<string, ExerciseState>>;
}

/** What stands between a family and a promise, by part of the pipe. */
export const hindrances = ['database', 'round', 'receiver', 'notices', 'exercise', 'calendar', 'classifier'] as const;
export type Hindrance = (typeof hindrances)[number];

/** How long a notice may be on its way before its receiver counts as silent. */
export const patientMinutes = 5;
/** How old the last look at the pipe may be before it says nothing of now. */
const staleMinutes = 3;

/** Whose notices an area's are; the common queue is read by all areas of its region. */
export function receiversFor(receivers: readonly Receiver[], region: string, area: string | undefined): Receiver[] {
  const common = area === undefined || area === commonQueue;
  return receivers.filter(({ areas }) =>
    areas.some((one) => one === `${region}/*` || (common ? one.startsWith(`${region}/`) : one === `${region}/${area}`)),
  );
}

/** Who gets a notice at once: urgent receivers are left in peace until something is late. */
export function receiversOf(receivers: readonly Receiver[], kind: NoticeKind): Receiver[] {
  const late = kind === 'notice.reminder' || kind === 'notice.alarm';
  return receivers.filter(({ takes }) => late || takes === 'everything');
}

/**
 * Whether a receiver takes notices: it has refused none, and has let none wait too long.
 */
export function works(standing: ReceiverStanding | undefined, now: Date): boolean {
  return standing === undefined || (!standing.refused && minutesSince(standing.oldest, now) < patientMinutes);
}

export interface PipeQuestion {
  readonly region: Region;
  readonly area: string | undefined;
  readonly now: Date;
  /** At home the open console is the receiver of an area that has no other. */
  readonly atHome: boolean;
  /** Whether the region's hours are known for so few days that nobody counts on them. */
  readonly hoursEnd?: boolean;
  /** Whether what was learned is kept whole. */
  readonly learned?: boolean;
}

/**
 * What keeps the robot from promising a family of this area that a worker is in touch by a day; empty when it may promise.
 * The one rule behind the words to the family, the due day in the queue and what `/readyz` tells. Pure.
 */
export function hinders(state: PipeState, receivers: readonly Receiver[], question: PipeQuestion): Hindrance[] {
  const { region, area, now, atHome, hoursEnd = false, learned = true } = question;
  const own = receiversFor(receivers, region.region, area).filter(({ takes }) => takes === 'everything');
  const unspreadLong = state.unspread !== null && minutesSince(state.unspread, now) >= patientMinutes;
  const allSilent = own.length > 0 && !own.some(({ id }) => works(state.standings[id], now));
  const told: Readonly<Record<Hindrance, boolean>> = {
    database: !state.writes,
    round: minutesSince(state.lookedAt, now) >= staleMinutes,
    receiver: own.length === 0 && !atHome,
    notices: unspreadLong || allSilent,
    exercise: exerciseMissed(state.exercises[region.region], own, now),
    calendar: hoursEnd || !calendarReaches(region, area, now),
    classifier: !learned,
  };
  return hindrances.filter((one) => told[one]);
}

/** Areas of open regions, and their common queues, in which nobody may be promised anything, each with what hinders it. */
export function hinderedAreas(
  regions: readonly Region[],
  hindered: (region: Region, area: string | undefined) => readonly Hindrance[],
): Readonly<Record<string, readonly Hindrance[]>> {
  const all = regions
    .filter(({ open }) => open)
    .flatMap((region) =>
      [undefined, ...region.areas.map(({ id }) => id)].map((area): [string, readonly Hindrance[]] => [
        `${region.region}/${area ?? commonQueue}`,
        hindered(region, area),
      ]),
    );
  return Object.fromEntries(all.filter(([, parts]) => parts.length > 0));
}

/** When an exercise that has not passed counts as missed: when the phones open, or a little after it was begun late. */
export function exerciseDueAt(exercise: ExerciseState): Date {
  const patient = Date.parse(exercise.begunAt) + patientMinutes * 60_000;
  return new Date(Math.max(Date.parse(exercise.slotAt), patient));
}

/** An exercise that none of the area's receivers has taken by its time. The desk is told of families only, so it takes none. */
function exerciseMissed(exercise: ExerciseState | undefined, own: readonly Receiver[], now: Date): boolean {
  if (exercise === undefined || exercise.passedAt !== null || now < exerciseDueAt(exercise)) return false;
  const asked = own.filter(({ id }) => id !== deskReceiver);
  return asked.length > 0 && !asked.some(({ id }) => exercise.takenBy.includes(id));
}

/** Whether the region's dated hours still tell of the day that would be promised: after their last day nobody knows who works. */
function calendarReaches(region: Region, area: string | undefined, now: Date): boolean {
  const promised = promiseFor(region, area, now);
  const dated = region.lines.some((line) => line.needs === undefined);
  return promised === undefined || !dated || hoursAreKnown(region, area, promised.day);
}

function minutesSince(instant: string, now: Date): number {
  return (now.getTime() - Date.parse(instant)) / 60_000;
}
