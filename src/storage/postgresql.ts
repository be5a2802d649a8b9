import { createHash } from 'node:crypto';
import { Pool, types, type PoolClient, type QueryResult } from 'pg';
import type { Changed, Database, SqlValue } from './sql';

types.setTypeParser(types.builtins.INT8, Number);

const connections = 16;
const patience = 5_000;

/**
 * PostgreSQL by its address. A connection that cannot be had within five seconds is a refusal, not a wait without end; nor is a
 * statement waited for longer, unless a program that works through whole tables gives it more milliseconds.
 */
export function openPostgresql(url: string, statementPatience = patience): Database {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: patience,
    statement_timeout: statementPatience,
    // A replica that hangs in the middle of a turn must not keep a family's conversation from the others.
    idle_in_transaction_session_timeout: 2 * statementPatience,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const on =
    (client: Pick<PoolClient, 'query'>) =>
    async (sql: string, values: readonly SqlValue[] = []): Promise<Changed> => {
      const result: QueryResult<Record<string, SqlValue>> = await client.query({ text: sql, values: [...values] });
      return { count: result.rowCount ?? 0, rows: result.rows };
    };
  return {
    engine: 'postgresql',
    rows: async (sql, values) => (await on(pool)(sql, values)).rows,
    transaction: async (work, alone) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      // A connection that breaks between two statements fails the next one; without a listener it would end the process.
      const ignore = (): void => undefined;
      client.on('error', ignore);
      try {
        // One way to the database and back for both; what is read afterwards is what the one before has written.
        await client.query(alone === undefined ? 'begin' : `begin; select pg_advisory_xact_lock(${lockOf(alone)})`);
        const result = await work(on(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((fault: unknown) => {
          broken = fault instanceof Error ? fault : new Error('rollback failed');
        });
        throw error;
      } finally {
        client.off('error', ignore);
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/** The number of a name among PostgreSQL's locks. Two names of one number only wait for each other. */
function lockOf(name: string): bigint {
  return createHash('sha256').update(name).digest().readBigInt64BE();
}
