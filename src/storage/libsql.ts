import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import type { Changed, Database, Row, Run, SqlValue } from './sql';

/** A piece of work that waits for its turn at the file. */
interface Job {
  readonly work: (run: Run) => Promise<unknown>;
  readonly writes: boolean;
  result: unknown;
  fault: { readonly error: unknown } | undefined;
  readonly tell: () => void;
}

/** So many turns share one commit at most, that the first of them does not wait long for the last. */
const mostTogether = 64;
/** Rounds of the event loop that a commit is put off at most; with nobody else there it is one. */
const mostRounds = 6;

/**
 * The embedded engine: one file, write-ahead log, every commit on the disk before it is answered, deleted rows overwritten. When
 * another process writes at the same moment it waits for it, for so many milliseconds.
 */
export function openLibsql(file: string, busyPatience = 250): Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const database = new Libsql(file);
  for (const pragma of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'secure_delete = ON',
    `busy_timeout = ${busyPatience}`,
  ])
    database.pragma(pragma);
  const prepared = new Map<string, Libsql.Statement<SqlValue[][]>>();
  const statement = (sql: string): Libsql.Statement<SqlValue[][]> => {
    let one = prepared.get(sql);
    if (!one) {
      // SQLite numbers $1 by its first appearance; ?1 is the first value wherever it stands.
      one = database.prepare<SqlValue[][]>(sql.replace(/\$(\d+)/g, '?$1'));
      prepared.set(sql, one);
    }
    return one;
  };
  const run = (sql: string, values: readonly SqlValue[] = []): Changed => {
    if (/^\s*(select|pragma)\b|\breturning\b/i.test(sql)) {
      const rows = (statement(sql).all([...values]) as Record<string, unknown>[]).map(plainRow);
      return { count: rows.length, rows };
    }
    return { count: statement(sql).run([...values]).changes, rows: [] };
  };
  const plainly = (sql: string): void => void statement(sql).run();
  let waiting: Job[] = [];
  let running: Promise<void> | undefined;

  /** Does one piece of work inside the transaction that is open; alone in it, or fenced off so that its fault undoes only itself. */
  const doJob = async (job: Job, fenced: boolean): Promise<void> => {
    if (fenced) plainly('savepoint fence');
    try {
      job.result = await job.work(async (sql, values) => run(sql, values));
    } catch (error) {
      job.fault = { error };
      if (fenced) plainly('rollback to fence');
    }
    if (fenced) plainly('release fence');
  };
  /** All that waits, one after another, in one transaction and one commit to the disk; only then is any of it told. */
  const commit = async (jobs: readonly Job[]): Promise<void> => {
    try {
      plainly('begin immediate');
      for (const job of jobs) await doJob(job, jobs.length > 1);
      plainly(jobs.length === 1 && jobs[0]?.fault !== undefined ? 'rollback' : 'commit');
    } catch (error) {
      if (database.inTransaction) database.exec('rollback');
      for (const job of jobs) job.fault ??= { error };
    }
    for (const job of jobs) job.tell();
  };
  /** Waits as long as each round of the event loop brings somebody more: they share the commit. */
  const gather = async (): Promise<void> => {
    for (let round = 0, there = 0; round < mostRounds && waiting.length > there; round += 1) {
      there = waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const runAll = async (): Promise<void> => {
    await gather();
    while (waiting.length > 0) {
      const jobs = waiting.slice(0, mostTogether);
      waiting = waiting.slice(mostTogether);
      const writing = jobs.filter((job) => job.writes);
      if (writing.length > 0) await commit(writing);
      for (const job of jobs.filter((one) => !one.writes)) {
        await doJob(job, false);
        job.tell();
      }
    }
    running = undefined;
  };
  const inTurn = async <T>(work: (run: Run) => Promise<T>, writes: boolean): Promise<T> => {
    const job = await new Promise<Job>((tell) => {
      const one: Job = { work, writes, result: undefined, fault: undefined, tell: () => tell(one) };
      waiting.push(one);
      running ??= runAll();
    });
    if (job.fault) throw job.fault.error;
    return job.result as T;
  };
  return {
    engine: 'libsql',
    rows: (sql, values) => inTurn(async (read) => (await read(sql, values)).rows, false),
    transaction: (work) => inTurn(work, true),
    close: async () => {
      await running;
      prepared.clear();
      database.close();
    },
  };
}

/** The driver gives bytes as an ArrayBuffer in lists and adds a note of its own to single rows. */
function plainRow(row: Record<string, unknown>): Row {
  const plain: Record<string, SqlValue> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name === '_metadata') continue;
    plain[name] =
      value instanceof ArrayBuffer
        ? Buffer.from(value)
        : ArrayBuffer.isView(value)
          ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
          : (value as SqlValue);
  }
  return plain;
}
