import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** PostgreSQL for tests, where there is one. */
export const postgresql = process.env['TEST_DATABASE_URL'];

/** A schema of its own in the test database: services on it share nothing with other tests. */
export interface Schema {
  readonly url: string;
  rows(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export async function openSchema(): Promise<Schema> {
  const name = `luotsi_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: postgresql });
  await client.connect();
  await client.query(`create schema ${name}; set search_path to ${name}`);
  const url = new URL(postgresql ?? '');
  url.searchParams.set('options', `-c search_path=${name}`);
  return {
    url: url.href,
    rows: async (sql, values = []) => (await client.query<Record<string, unknown>>(sql, [...values])).rows,
    async drop() {
      await client.query(`drop schema ${name} cascade`);
      await client.end();
    },
  };
}
