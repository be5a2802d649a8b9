import type { Clock } from '../clock';
import { faultOf, type Log, type LogFields } from '../log';
import { exerciseDueAt, works, type PipeState, type Receiver } from '../queue/pipe';
import type { Exercises } from '../storage/exercises';
import type { Outbox } from '../storage/outbox';

/** What is known of the pipe, and looking again. */
export interface PipeWatch {
  state(): PipeState;
  look(): Promise<PipeState>;
}

/** Looks at the pipe, and tells the log when a part of it stops or begins to work. */
export function watchPipe(
  outbox: Pick<Outbox, 'standings' | 'unspread'>,
  exercises: Pick<Exercises, 'latest'>,
  writes: () => Promise<boolean>,
  receivers: readonly Receiver[],
  log: Log,
  clock: Clock,
): PipeWatch {
  let state: PipeState = {
    lookedAt: clock.now().toISOString(),
    writes: false,
    stoppedAt: null,
    unspread: null,
    standings: {},
    exercises: {},
  };
  const stopped = (able: boolean, now: Date): string | null => (able ? null : (state.stoppedAt ?? now.toISOString()));
  let begun = 0;
  let told = 0;
  const wrong = new Set<string>();
  const note = (what: string, fails: boolean, event: string, fields: LogFields): void => {
    if (fails === wrong.has(what)) return;
    if (fails) log.error(event, fields);
    else log.info(`no longer: ${event}`, fields);
    if (fails) wrong.add(what);
    else wrong.delete(what);
  };
  const tell = (now: Date): void => {
    for (const { id } of receivers) {
      const standing = state.standings[id];
      note(id, !works(standing, now), 'notices do not reach a receiver', { code: id, count: standing?.waiting ?? 0 });
    }
    for (const [region, exercise] of Object.entries(state.exercises)) {
      const missed = exercise.passedAt === null && now >= exerciseDueAt(exercise);
      note(`exercise ${region}`, missed, 'the morning exercise has not got through', { region });
    }
  };
  return {
    state: () => state,
    async look() {
      const now = clock.now();
      const turn = (begun += 1);
      // A slow look may end after one that began later: what it saw is no longer so.
      const overtaken = (): boolean => turn < told;
      try {
        const [able, standings, unspread, latest] = await Promise.all([
          writes(),
          outbox.standings(),
          outbox.unspread(),
          exercises.latest(),
        ]);
        if (overtaken()) return state;
        told = turn;
        const lookedAt = now.toISOString();
        state = { lookedAt, writes: able, stoppedAt: stopped(able, now), unspread, standings, exercises: latest };
      } catch (error) {
        if (overtaken()) return state;
        told = turn;
        state = { ...state, lookedAt: now.toISOString(), writes: false, stoppedAt: stopped(false, now) };
        note('database', true, 'the outbox cannot be read', faultOf(error));
        return state;
      }
      note('database', false, 'the outbox cannot be read', {});
      tell(now);
      return state;
    },
  };
}
