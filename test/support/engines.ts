import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, openDatabaseBeside } from '../../src/storage/database';
import type { Database } from '../../src/storage/sql';
import { openSchema as emptySchema, postgresql } from './schema';

/** An empty database of one engine, which another process may open too; gone when the test is over. */
export interface Engine {
  readonly name: string;
  readonly database: Database;
  /** Where it is, as settings tell. */
  readonly where: { readonly url: string | undefined; readonly file: string };
  /** Opens the same database once more, as another replica does. The embedded engine has one process and one handle: the same is given. */
  again(): Promise<Database>;
  close(): Promise<void>;
}

/** A libSQL file in a folder of its own. */
export async function openFile(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-engine-'));
  const close = async (): Promise<void> => rmSync(folder, { recursive: true, force: true });
  return engineOf('libSQL', { url: undefined, file: join(folder, 'luotsi.db') }, close);
}

/** A schema of its own in the PostgreSQL of TEST_DATABASE_URL, which may be shared. */
export async function openSchema(): Promise<Engine> {
  const schema = await emptySchema();
  return engineOf('PostgreSQL', { url: schema.url, file: '' }, () => schema.drop());
}

async function engineOf(name: string, where: Engine['where'], drop: () => Promise<void>): Promise<Engine> {
  const opened: Database[] = [];
  const keep = async (one: Promise<Database>): Promise<Database> => {
    opened.push(await one);
    return one;
  };
  const database = await keep(openDatabase(where));
  return {
    name,
    where,
    database,
    again: async () => (where.url === undefined ? database : keep(openDatabaseBeside(where))),
    async close() {
      for (const one of opened) await one.close();
      await drop();
    },
  };
}

/** Says the same of both engines; of PostgreSQL when TEST_DATABASE_URL is set, skipped by name otherwise. */
export function onBothEngines(tell: (open: () => Promise<Engine>) => void): void {
  describe('on libSQL', () => tell(openFile));
  onPostgresql(tell);
}

/** Says something of PostgreSQL alone, under the same condition. */
export function onPostgresql(tell: (open: () => Promise<Engine>) => void): void {
  (postgresql === undefined ? describe.skip : describe)('on PostgreSQL (runs when TEST_DATABASE_URL is set)', () =>
    tell(openSchema),
  );
}
