import type { Clock } from './clock';
import type { Content } from './content/content';
import type { Entry } from './conversation/outgoing';
import type { Health } from './http/health';
import { faultOf, type Log } from './log';
import type { News } from './news';
import type { MoveWords } from './queue/family-hears';
import type { Desk } from './queue/ports';
import { promiseRound } from './queue/rounds';
import type { KnownWorkers } from './queue/team-channels';
import type { Keeper, Round } from './storage/keeper';
import type { Tickets } from './storage/tickets';
import type { WorkerSessions } from './storage/worker-sessions';

export interface RoundParts {
  readonly content: Content;
  readonly health: Health;
  readonly exercise: () => Promise<void>;
  readonly keeper: Keeper;
  readonly sessions: WorkerSessions;
  readonly workers: KnownWorkers;
  readonly tickets: Tickets;
  readonly queue: Desk<Entry>;
  readonly words: MoveWords;
  readonly news: News;
  readonly log: Log;
  readonly clock: Clock;
}

const minute = 60_000;

/** Begins what the house does by itself once a minute, and does it for the first time; gives how it is stopped. */
export async function beginRounds(parts: RoundParts): Promise<() => void> {
  const rounds = setInterval(() => void round(parts), minute);
  rounds.unref();
  await round(parts);
  return () => clearInterval(rounds);
}

/** One round. Each part stands by itself: what fails is told and tried in a minute, and keeps nothing else from being done. */
async function round(parts: RoundParts): Promise<void> {
  const { content, health, exercise, keeper, sessions, workers, tickets, queue, words, news, log, clock } = parts;
  const part = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.error('a part of the round failed', { step: name, ...faultOf(error) });
    }
  };
  await part('promises', async () => {
    const promise = await promiseRound<Entry>(queue, content.regions, words, clock.now());
    for (const entry of promise.announced) news.announce(entry, false);
    if (promise.returned > 0) news.announceQueue();
    if (promise.overdue > 0) log.warn('promises are overdue', { count: promise.overdue });
    for (const error of promise.faults) log.error('a handoff could not be given back', faultOf(error));
  });
  await part('health', () => health.check());
  await part('exercise', exercise);
  await part('keeping', async () => tellRound(await keeper.round(clock.now()), log));
  await part('sessions', () => sessions.endStale(clock.now()));
  await part('workers', () => workers.forgetStale(clock.now()));
  await part('tickets', () => tickets.forget(clock.now()));
}

/** Tells the operator's log what was let go, what waits in vain to be moved, and where the audit trail ended on that day. */
function tellRound({ ended, daily, trail }: Round, log: Log): void {
  if (ended > 0) log.info('idle conversations ended', { count: ended });
  if (!daily) return;
  log.info('retention: handoffs deleted', { count: daily.handoffs + daily.withdrawn });
  if (daily.untransferred > 0)
    log.warn('handoffs wait to be moved to the client information system', { count: daily.untransferred });
  if (trail) log.info('the audit trail ends', { count: trail.seq, code: trail.hash });
}
