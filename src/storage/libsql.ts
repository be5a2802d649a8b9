import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import type { Changed, Database, Row, SqlValue } from './sql';

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
  // The driver is synchronous but the work may wait; transactions and reads of one file follow each other.
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = tail.then(work, work);
    tail = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine;
  };
  return {
    engine: 'libsql',
    rows: (sql, values) => inTurn(async () => run(sql, values).rows),
    transaction: (work) =>
      inTurn(async () => {
        database.exec('begin immediate');
        try {
          const result = await work(async (sql, values) => run(sql, values));
          database.exec('commit');
          return result;
        } catch (error) {
          if (database.inTransaction) database.exec('rollback');
          throw error;
        }
      }),
    close: async () => {
      await tail.catch(() => undefined);
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
