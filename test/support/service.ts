import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Libsql from 'libsql';
import { stoppedClock, type Clock } from '../../src/clock';
import { loadConfig, type Config } from '../../src/config';
import type { Content } from '../../src/content/content';
import type { Log, LogFields } from '../../src/log';
import { startService } from '../../src/service';
import { theContent } from './house';
import { dataFolder } from './root';

/** An ordinary Monday morning in phone hours. */
export const mondayMorning = '2026-11-23T08:00:00Z';

/** The key of a test service: thirty-two sevens, as `ENCRYPTION_KEYS` writes them; the same as `testSealer` uses. */
export const testKeys = `test:${Buffer.alloc(32, 7).toString('base64')}`;

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields | undefined;
}

export interface TestService {
  readonly address: string;
  readonly databaseFile: string;
  readonly clock: ReturnType<typeof stoppedClock>;
  readonly metrics: string | undefined;
  readonly doors: { readonly bot: boolean; readonly console: boolean };
  /** Every line the service has logged, as its rooms gave it: nothing is filtered here. */
  readonly lines: readonly LogLine[];
  /** Reads the service's database file from beside it. */
  rows(sql: string, ...values: readonly string[]): Record<string, unknown>[];
  /** Keeps every writer out of the database until the returned function is called. */
  lock(): () => void;
  /** Takes tables away, so that no conversation can be read or written, until the returned function is called. */
  takeAway(): () => void;
  /** Takes one table away until the returned function is called. */
  takeAwayTable(table: string): () => void;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Another clock than the stopped one, for what needs real time. */
  readonly clock?: Clock;
  /** Other content than the house's own. */
  readonly content?: Content;
}

/** A whole service with its doors open on a free loopback port, on a database file of its own. Its clock stands unless moved. */
export async function startTestService({ env = {}, clock, content }: TestServiceOptions = {}): Promise<TestService> {
  const folder = fs.mkdtempSync(join(tmpdir(), 'luotsi-service-'));
  const databaseFile = env['DATABASE_FILE'] ?? join(folder, 'luotsi.db');
  const stopped = stoppedClock(mondayMorning);
  const lines: LogLine[] = [];
  const config = testConfig({ DATABASE_FILE: databaseFile, ...env });
  const service = await withoutBrowserPrograms(() =>
    startService(config, content ?? theContent(), capturingLog(lines), () => {}, clock ?? stopped),
  );
  const beside = (): Libsql.Database => new Libsql(databaseFile);
  const held: Libsql.Database[] = [];
  return {
    address: service.address,
    databaseFile,
    clock: stopped,
    metrics: service.metrics,
    doors: service.doors,
    lines,
    rows(sql, ...values) {
      const database = beside();
      try {
        return database.prepare<string[]>(sql).all(...values) as Record<string, unknown>[];
      } finally {
        database.close();
      }
    },
    lock() {
      const database = beside();
      held.push(database);
      database.exec('begin exclusive');
      return () => {
        if (database.inTransaction) database.exec('rollback');
      };
    },
    takeAway() {
      const database = beside();
      held.push(database);
      const tables = ['conversations', 'schema_version'];
      for (const table of tables) database.exec(`alter table ${table} rename to ${table}_away`);
      return () => {
        for (const table of tables) database.exec(`alter table ${table}_away rename to ${table}`);
      };
    },
    takeAwayTable(table) {
      const database = beside();
      held.push(database);
      database.exec(`alter table ${table} rename to ${table}_away`);
      return () => void database.exec(`alter table ${table}_away rename to ${table}`);
    },
    async close() {
      await service.close();
      for (const database of held) database.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Settings of a test service: loopback, a free port, keys of its own, and the classifier that was trained before the tests. */
export function testConfig(env: Readonly<Record<string, string>> = {}): Config {
  return loadConfig({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_FOLDER: dataFolder,
    ENCRYPTION_KEYS: testKeys,
    LOG_LEVEL: 'silent',
    ...env,
  });
}

/** A log that keeps its lines instead of writing them, before any field is dropped. */
export function capturingLog(lines: LogLine[]): Log {
  const keep =
    (level: LogLine['level']) =>
    (event: string, fields?: LogFields): void =>
      void lines.push({ level, event, fields });
  return { info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/**
 * The browser's programs and styles stand in `dist/web`, where `npm run build` puts them. The doors need none, so that these tests
 * need no build, and none that runs beside them disturbs them: a missing one is an empty one.
 */
export async function withoutBrowserPrograms<T>(start: () => Promise<T>): Promise<T> {
  const read = fs.readFileSync;
  const reads = ((file: fs.PathOrFileDescriptor, ...rest: []) =>
    typeof file === 'string' && /^(widget|console|page|plain)\.(js|css)$/.test(basename(file)) && !fs.existsSync(file)
      ? Buffer.alloc(0)
      : read(file, ...rest)) as typeof fs.readFileSync;
  fs.readFileSync = reads;
  try {
    return await start();
  } finally {
    fs.readFileSync = read;
  }
}
