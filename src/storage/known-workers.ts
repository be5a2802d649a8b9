import { knownHours, type KnownWorkers } from '../queue/team-channels';
import type { Sealer } from './seal';
import type { Database } from './sql';
import { workerSchema } from './worker-sessions';

/** Workers known from their sign-in, by a keyed hash of their account; who they are stands sealed. */
export function knownWorkerStore(database: Database, sealer: Sealer): KnownWorkers {
  const since = (now: Date): string => new Date(now.getTime() - knownHours * 3_600_000).toISOString();
  const personOf = (account: string): string => sealer.mac('known worker', account);
  return {
    async remember(worker, now) {
      const person = personOf(worker.id);
      await database.transaction((run) =>
        run(
          `insert into known_workers (person, seen_at, sealed) values ($1, $2, $3)
           on conflict (person) do update set seen_at = excluded.seen_at, sealed = excluded.sealed`,
          [person, now.toISOString(), sealer.seal(worker, `known worker ${person}`)],
        ),
      );
    },
    async find(account, now) {
      const person = personOf(account);
      const [row] = await database.rows('select sealed from known_workers where person = $1 and seen_at >= $2', [
        person,
        since(now),
      ]);
      return row && workerSchema.parse(sealer.open(row['sealed'] as Buffer, `known worker ${person}`));
    },
    async forget(account) {
      await database.transaction((run) => run('delete from known_workers where person = $1', [personOf(account)]));
    },
    forgetStale: async (now) =>
      (await database.transaction((run) => run('delete from known_workers where seen_at < $1', [since(now)]))).count,
  };
}
