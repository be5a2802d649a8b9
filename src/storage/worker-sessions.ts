import { randomBytes } from 'node:crypto';
import type { Sealer } from './seal';
import type { Database } from './sql';

/** Signed-in workers, known to a browser only by a random reference of 256 bits whose hash is stored. */
export interface WorkerSessions<Who> {
  begin(who: Who, now: Date): Promise<string>;
  /** Who the reference belongs to; nothing after 30 idle minutes or 10 hours in all. */
  find(reference: string, now: Date): Promise<Who | undefined>;
  end(reference: string): Promise<void>;
}

const idleMinutes = 30;
const longestHours = 10;

export function workerSessions<Who>(database: Database, sealer: Sealer): WorkerSessions<Who> {
  const hashOf = (reference: string): string => sealer.mac('worker session', reference);
  const end = async (reference: string): Promise<void> => {
    await database.transaction((run) =>
      run('delete from worker_sessions where reference_hash = $1', [hashOf(reference)]),
    );
  };
  return {
    async begin(who, now) {
      const reference = randomBytes(32).toString('base64url');
      const hash = hashOf(reference);
      const at = now.toISOString();
      await database.transaction((run) =>
        run('insert into worker_sessions (reference_hash, created_at, touched_at, sealed) values ($1, $2, $2, $3)', [
          hash,
          at,
          sealer.seal(who, `worker session ${hash}`),
        ]),
      );
      return reference;
    },
    async find(reference, now) {
      const hash = hashOf(reference);
      const [row] = await database.rows(
        'select created_at, touched_at, sealed from worker_sessions where reference_hash = $1',
        [hash],
      );
      if (!row) return undefined;
      const age = (column: string): number => (now.getTime() - Date.parse(String(row[column]))) / 60_000;
      if (age('touched_at') > idleMinutes || age('created_at') > longestHours * 60) {
        await end(reference);
        return undefined;
      }
      if (age('touched_at') > 1) {
        await database.transaction((run) =>
          run('update worker_sessions set touched_at = $1 where reference_hash = $2', [now.toISOString(), hash]),
        );
      }
      return sealer.open(row['sealed'] as Buffer, `worker session ${hash}`) as Who;
    },
    end,
  };
}
