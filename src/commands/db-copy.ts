import { existsSync } from 'node:fs';
import { copyDatabase } from '../storage/copy';
import { openDatabaseBeside } from '../storage/database';
import { holdFile } from '../storage/file-lock';
import { argumentsOf, run, UsageError } from './arguments';
import { operatorConfig, tableOf } from './operator';

const use = 'npm run db:copy (from DATABASE_FILE to DATABASE_URL)';

/** `npm run db:copy`: moves everything from the embedded file to an empty PostgreSQL database, with the service stopped, and compares. */
async function main(): Promise<void> {
  if (argumentsOf(use, []).words.length > 0) throw new UsageError(use);
  const { DATABASE_FILE: file, DATABASE_URL: url } = operatorConfig();
  if (url === undefined) throw new UsageError(`DATABASE_URL is not set: it is where everything is copied to\n${use}`);
  if (!existsSync(file)) throw new UsageError(`there is no database at DATABASE_FILE (${file})\n${use}`);
  const release = holdFile(file);
  const from = await openDatabaseBeside({ url: undefined, file });
  const to = await openDatabaseBeside({ url, file: '' });
  try {
    const copied = await copyDatabase(from, to);
    process.stdout.write(
      tableOf([
        ['table', 'rows there', 'rows here', 'sum of both'],
        ...copied.map((one) => [one.table, one.to.rows, one.from.rows, one.to.sum.slice(0, 16)]),
      ]),
    );
    process.stdout.write(`every row of ${file} is in the database of DATABASE_URL; keep the same ENCRYPTION_KEYS\n`);
  } finally {
    await from.close();
    await to.close();
    release();
  }
}

run(main);
