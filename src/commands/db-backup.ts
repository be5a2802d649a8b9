import { backUp } from '../storage/backup';
import { argumentsOf, run, UsageError } from './arguments';
import { inHouse } from './operator';

const use = 'npm run db:backup -- FILE';

/** `npm run db:backup`: a backup of the embedded database into a new file, beside the running service. PostgreSQL has its own tools. */
async function main(): Promise<void> {
  const { words } = argumentsOf(use, []);
  const [file, ...more] = words;
  if (file === undefined || more.length > 0) throw new UsageError(use);
  await inHouse(async ({ config, database, list }) => {
    if (config.DATABASE_URL !== undefined)
      throw new UsageError(
        'DATABASE_URL is set: a PostgreSQL database is backed up with pg_dump --format=custom (see docs/operations.md)',
      );
    await list.follow(database);
    await backUp(database, file, new Date());
    process.stdout.write(
      `${file} holds the database, sealed as it was. Keep the keys and the list of deletions elsewhere than with it.\n`,
    );
  });
}

run(main);
