import { openLibsql } from './libsql';
import { migrate } from './migrate';
import { openPostgresql } from './postgresql';
import { failingKindly, type Database } from './sql';

/** Opens the database of the settings and brings its schema up to date: PostgreSQL by its address, else the embedded file. */
export async function openDatabase(settings: {
  readonly url: string | undefined;
  readonly file: string;
}): Promise<Database> {
  const database = settings.url === undefined ? openLibsql(settings.file) : openPostgresql(settings.url);
  await migrate(database);
  return failingKindly(database);
}
