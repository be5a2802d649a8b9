import { deletionsFileOf, keepingOf } from '../config';
import { restore } from '../storage/backup';
import { openDeletionList } from '../storage/deletion-list';
import { argumentsOf, run, UsageError } from './arguments';
import { operatorConfig, operatorName, ringOf } from './operator';

const use = 'npm run db:restore -- FILE [--replace]';

/**
 * `npm run db:restore`: puts a backup in the place of the embedded database, with the service stopped. What was deleted since stays
 * deleted. With PostgreSQL, pg_restore puts it back, and the service deletes again when it starts.
 */
async function main(): Promise<void> {
  const { words, flags } = argumentsOf(use, [], ['replace']);
  const [backup, ...more] = words;
  if (backup === undefined || more.length > 0) throw new UsageError(use);
  const config = operatorConfig();
  if (config.DATABASE_URL !== undefined)
    throw new UsageError(
      'DATABASE_URL is set: put a PostgreSQL database back with pg_restore; the service deletes again what was deleted since, before it opens its doors (see docs/operations.md)',
    );
  const list = openDeletionList(deletionsFileOf(config));
  const restored = await restore(
    {
      backup,
      file: config.DATABASE_FILE,
      replace: flags.has('replace'),
      ring: ringOf(config),
      list,
      backupDays: keepingOf(config).backupDays,
      by: operatorName(),
    },
    new Date(),
  );
  process.stdout.write(
    `${config.DATABASE_FILE} is the backup of ${restored.madeAt}. ${restored.handoffs} handoffs and ${restored.conversations} conversations that were deleted since were deleted from it again.\n`,
  );
  if (list.all().length === 0)
    process.stdout.write(
      `There is no list of deletions at ${deletionsFileOf(config)}: what was deleted since the backup may be back until retention finds it.\n`,
    );
}

run(main);
