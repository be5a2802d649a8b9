import { commonQueue, type Region } from '../region/region';
import {
  exerciseDueAt,
  patientMinutes,
  receiversFor,
  works,
  type Hindrance,
  type PipeState,
  type Receiver,
} from './pipe';

/**
 * What is wrong with the pipe, as workers are told it. `some-receivers`: the robot still promises, but notices do not reach everybody
 * who should have them. `team-…`: a channel of Teams does not show the queue, because the bot was removed from it or Teams takes no cards.
 */
export type TroubleKind = Hindrance | 'some-receivers' | 'team-removed' | 'team-waiting';

/** One thing that is wrong, in all areas where it is. */
export interface PipeTrouble {
  readonly what: TroubleKind;
  /** Since when, where that can be known. */
  readonly since: string | null;
  /** `region/area`, in the order of the regions. */
  readonly areas: readonly string[];
  /** The names of the receivers that do not take notices, for whoever mends them. */
  readonly receivers: readonly string[];
}

export interface TroubleQuestion {
  readonly regions: readonly Region[];
  /** The areas that the worker reads, as `region/area`. */
  readonly areas: readonly string[] | 'all';
  readonly now: Date;
  /** What keeps the robot from promising there: the rule that families' promises follow. */
  readonly hindered: (region: Region, area: string | undefined) => readonly Hindrance[];
}

/** All that is wrong with the pipe in a worker's areas of open regions, by the same rule that the promise follows. Pure but for it. */
export function pipeTroubles(
  state: PipeState,
  receivers: readonly Receiver[],
  { regions, areas, now, hindered }: TroubleQuestion,
): PipeTrouble[] {
  const found = new Map<TroubleKind, PipeTrouble>();
  const add = (what: TroubleKind, area: string, since: string | null, silent: readonly string[]): void => {
    const before = found.get(what);
    found.set(what, {
      what,
      since: earliest([before?.since, since]),
      areas: [...(before?.areas ?? []), area],
      receivers: [...new Set([...(before?.receivers ?? []), ...silent])],
    });
  };
  for (const region of regions.filter(({ open }) => open))
    for (const area of [undefined, ...region.areas.map(({ id }) => id)]) {
      const name = `${region.region}/${area ?? commonQueue}`;
      if (areas !== 'all' && !areas.includes(name)) continue;
      const kinds = hindered(region, area);
      const silent = receiversFor(receivers, region.region, area)
        .map(({ id }) => id)
        .filter((id) => !works(state.standings[id], now));
      for (const what of kinds)
        add(what, name, sinceOf(what, state, region, silent, now), what === 'notices' ? silent : []);
      if (silent.length > 0 && !kinds.includes('notices')) add('some-receivers', name, oldestOf(silent, state), silent);
    }
  return [...found.values()];
}

function sinceOf(
  what: Hindrance,
  state: PipeState,
  region: Region,
  silent: readonly string[],
  now: Date,
): string | null {
  switch (what) {
    case 'database':
      return state.stoppedAt;
    case 'round':
      return state.lookedAt;
    case 'notices': {
      const late = state.unspread !== null && now.getTime() - Date.parse(state.unspread) >= patientMinutes * 60_000;
      return earliest([late ? state.unspread : null, oldestOf(silent, state)]);
    }
    case 'exercise': {
      const exercise = state.exercises[region.region];
      return exercise ? exerciseDueAt(exercise).toISOString() : null;
    }
    case 'receiver':
    case 'calendar':
    case 'classifier':
      return null;
  }
}

/** Since when the oldest notice waits for any of these receivers. */
function oldestOf(receivers: readonly string[], state: PipeState): string | null {
  return earliest(receivers.map((id) => state.standings[id]?.oldest));
}

function earliest(instants: readonly (string | null | undefined)[]): string | null {
  return instants.filter((one) => typeof one === 'string').sort()[0] ?? null;
}
