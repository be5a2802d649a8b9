import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Refusal } from '../errors';
import { workerRoles, type Worker } from '../queue/ports';
import { appendAudit } from './audit';
import type { Sealer } from './seal';
import { endLine, refusedLine, signInLine, type Known, type SessionEnd } from './session-trail';
import type { Database, Row, Run, SqlValue } from './sql';

const minute = 60_000;
/** After so many minutes without an act of their own a worker signs in again. */
export const idleMinutes = 30;
/** After so many hours in all a worker signs in again. */
export const longestHours = 10;
const checkMinutes = 15;
const longestUnchecked = 60;

/** How fresh the organisation's word on a worker is: `due` after 15 minutes, `overdue` after an hour, when nothing may be shown on it. */
export type Check = 'fresh' | 'due' | 'overdue';

export interface WorkerSession {
  readonly worker: Worker;
  readonly check: Check;
  /** Whether the organisation can be asked again without the person. */
  readonly renewable: boolean;
  /** When the session ends if the worker does nothing more. */
  readonly endsAt: Date;
  /** When it ends whatever the worker does. */
  readonly lastsUntil: Date;
}

/** What a sign-in gives: the worker, and what the organisation needs to be asked about them again, if it gave that. */
export interface SignedInWorker {
  readonly worker: Worker;
  readonly renewal: string | undefined;
}

/**
 * Signed-in workers, known to a browser only by a random reference of 256 bits whose keyed hash is stored. A session ends after 30
 * minutes without an act of the worker's own, and after 10 hours in all (docs/adr/0018). A worker may have several. Each beginning and
 * end, and who was not let in, is a line of the audit trail.
 */
export interface WorkerSessions {
  /** A new reference every time: one that a browser brought is never taken. */
  begin(signedIn: SignedInWorker, now: Date): Promise<string>;
  /** The session of a reference, while it lives. Finding it does not lengthen it. */
  find(reference: string, now: Date): Promise<WorkerSession | undefined>;
  /** The worker did something themselves: the idle time begins anew. */
  touch(reference: string, now: Date): Promise<void>;
  /** What to ask the organisation with, given to one caller a minute and only when a check is due; the others go on. */
  takeRenewal(reference: string, now: Date): Promise<string | undefined>;
  renew(reference: string, signedIn: SignedInWorker, now: Date): Promise<void>;
  end(reference: string, why: SessionEnd, now: Date): Promise<void>;
  /** Ends every session of a worker, on every device, by an operator; returns how many there were. */
  endAllOf(workerId: string, operator: string, now: Date): Promise<number>;
  /** Ends what has run out; returns how many. */
  endStale(now: Date): Promise<number>;
  /** Writes down that somebody whom the organisation knows was not let in. */
  refused(who: Known, code: Refusal, now: Date): Promise<void>;
}

/** A worker as sealed rows keep one. */
export const workerSchema: z.ZodType<Worker> = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  role: z.enum(workerRoles),
  areas: z.union([z.literal('all'), z.array(z.string())]),
});

export function workerSessions(database: Database, sealer: Sealer): WorkerSessions {
  const hashOf = (reference: string): string => sealer.mac('worker session', reference);
  const personOf = (workerId: string): string => sealer.mac('worker', workerId);
  const change = async (sql: string, values: readonly (string | Buffer | null)[]): Promise<number> =>
    (await database.transaction((run) => run(sql, values))).count;
  const sealed = (hash: string, { worker, renewal }: SignedInWorker): [Buffer, Buffer | null] => [
    sealer.seal(worker, `worker session ${hash}`),
    renewal === undefined ? null : sealer.seal(renewal, `worker renewal ${hash}`),
  ];
  return {
    async begin(signedIn, now) {
      const reference = randomBytes(32).toString('base64url');
      const hash = hashOf(reference);
      const at = now.toISOString();
      await database.transaction(async (run) => {
        await run(
          `insert into worker_sessions
            (reference_hash, created_at, touched_at, checked_at, check_after, person_hash, sealed, renewal)
            values ($1, $2, $2, $2, $3, $4, $5, $6)`,
          [hash, at, after(now, checkMinutes), personOf(signedIn.worker.id), ...sealed(hash, signedIn)],
        );
        await appendAudit(run, sealer, signInLine(signedIn.worker, at));
      });
      return reference;
    },
    async find(reference, now) {
      const hash = hashOf(reference);
      const [row] = await database.rows(
        'select created_at, touched_at, checked_at, renewal, sealed from worker_sessions where reference_hash = $1',
        [hash],
      );
      if (!row) return undefined;
      const time = (column: string): number => Date.parse(String(row[column]));
      const lastsUntil = new Date(time('created_at') + longestHours * 60 * minute);
      const endsAt = new Date(Math.min(time('touched_at') + idleMinutes * minute, lastsUntil.getTime()));
      if (now > endsAt) {
        await this.end(reference, endsAt < lastsUntil ? 'idle' : 'longest', now);
        return undefined;
      }
      const unchecked = (now.getTime() - time('checked_at')) / minute;
      const check = unchecked > longestUnchecked ? 'overdue' : unchecked >= checkMinutes ? 'due' : 'fresh';
      const worker = workerIn(row['sealed'], hash, sealer);
      if (!worker) {
        await this.end(reference, 'unreadable', now);
        return undefined;
      }
      return { worker, check, renewable: row['renewal'] !== null, endsAt, lastsUntil };
    },
    async touch(reference, now) {
      await change('update worker_sessions set touched_at = $1 where reference_hash = $2 and touched_at < $1', [
        now.toISOString(),
        hashOf(reference),
      ]);
    },
    async takeRenewal(reference, now) {
      const hash = hashOf(reference);
      const taken = await change(
        'update worker_sessions set check_after = $1 where reference_hash = $2 and check_after <= $3 and renewal is not null',
        [after(now, 1), hash, now.toISOString()],
      );
      if (taken === 0) return undefined;
      const [row] = await database.rows('select renewal from worker_sessions where reference_hash = $1', [hash]);
      const kept = row?.['renewal'];
      return kept instanceof Buffer ? z.string().parse(sealer.open(kept, `worker renewal ${hash}`)) : undefined;
    },
    async renew(reference, signedIn, now) {
      const hash = hashOf(reference);
      await change(
        'update worker_sessions set checked_at = $1, check_after = $2, sealed = $3, renewal = $4 where reference_hash = $5',
        [now.toISOString(), after(now, checkMinutes), ...sealed(hash, signedIn), hash],
      );
    },
    end: async (reference, why, now) => {
      await ending(database, sealer, now, { where: 'reference_hash = $1', values: [hashOf(reference)] }, () => why);
    },
    endAllOf: (workerId, operator, now) =>
      ending(database, sealer, now, { where: 'person_hash = $1', values: [personOf(workerId)] }, byOperator, operator),
    endStale: (now) => endStaleSessions(database, sealer, now),
    refused: (who, code, now) =>
      database.transaction((run) => appendAudit(run, sealer, refusedLine(who, code, now.toISOString()))),
  };
}

/** Which sessions have run out at a moment: a condition with its values. */
export function staleAt(now: Date): { readonly where: string; readonly values: readonly string[] } {
  return {
    where: 'touched_at < $1 or created_at < $2',
    values: [after(now, -idleMinutes), after(now, -longestHours * 60)],
  };
}

/** Ends every session that has run out; returns how many. Of two replicas one writes the line of each. */
export function endStaleSessions(database: Database, sealer: Sealer, now: Date): Promise<number> {
  const longest = after(now, -longestHours * 60);
  return ending(database, sealer, now, staleAt(now), (row) =>
    String(row['created_at']) < longest ? 'longest' : 'idle',
  );
}

const byOperator = (): SessionEnd => 'by-operator';

/** Deletes sessions and writes a line for each, in one transaction: whoever deletes a row is the one who tells of it. */
async function ending(
  database: Database,
  sealer: Sealer,
  now: Date,
  { where, values }: { readonly where: string; readonly values: readonly string[] },
  why: (row: Row) => SessionEnd,
  operator?: string,
): Promise<number> {
  return database.transaction(async (run: Run) => {
    const { rows } = await run(
      `delete from worker_sessions where ${where} returning reference_hash, created_at, sealed`,
      values,
    );
    for (const row of rows) {
      const worker = workerIn(row['sealed'], String(row['reference_hash']), sealer);
      await appendAudit(run, sealer, endLine(worker, why(row), now.toISOString(), operator));
    }
    return rows.length;
  });
}

/** Of another program's shape, or sealed with a key that is gone, it is no session: the worker signs in again. */
function workerIn(bytes: SqlValue | undefined, hash: string, sealer: Sealer): Worker | undefined {
  try {
    return workerSchema.parse(sealer.open(bytes as Buffer, `worker session ${hash}`));
  } catch {
    return undefined;
  }
}

function after(now: Date, minutes: number): string {
  return new Date(now.getTime() + minutes * minute).toISOString();
}
