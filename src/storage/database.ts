import { openLibsql } from './libsql';
import { migrate } from './migrate';
import { openPostgresql } from './postgresql';
import { failingKindly, type Database } from './sql';

interface Where {
  readonly url: string | undefined;
  readonly file: string;
}

/** Small programs work through whole tables: they wait for one statement up to ten minutes. */
const programPatience = 10 * 60_000;
/** The service holds its file for milliseconds; a program waits longer for it than it waits for a program. */
const filePatience = 10_000;
const leastPause = 10;

/** Opens the database of the settings and brings its schema up to date: PostgreSQL by its address, else the embedded file. */
export async function openDatabase(where: Where): Promise<Database> {
  const database = where.url === undefined ? openLibsql(where.file) : openPostgresql(where.url);
  await migrate(database);
  return failingKindly(database);
}

/** The same for a small program that an operator runs, also beside the service: its faults are told as they are. */
export async function openDatabaseBeside(where: Where): Promise<Database> {
  const database =
    where.url === undefined
      ? givingWay(openLibsql(where.file, filePatience))
      : openPostgresql(where.url, programPatience);
  await migrate(database);
  return database;
}

/**
 * An embedded file has one writer at a time, and whoever waits for it only looks now and then whether it is free. A program that
 * writes on and on would keep the service out: after each transaction it leaves the file alone for three times as long.
 */
function givingWay(database: Database): Database {
  return {
    ...database,
    async transaction(work, alone) {
      const began = performance.now();
      try {
        return await database.transaction(work, alone);
      } finally {
        await new Promise((resolve) => setTimeout(resolve, leastPause + 3 * (performance.now() - began)));
      }
    },
  };
}
