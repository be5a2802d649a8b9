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
    transaction: async (work) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const result = await work(on(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((fault: unknown) => {
          broken = fault instanceof Error ? fault : new Error('rollback failed');
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
