import { retain } from '../storage/retention';
import { argumentsOf, run } from './arguments';
import { inHouse, tableOf } from './operator';

const use = 'npm run retention -- [--dry-run]';

/**
 * `npm run retention`: lets go of what is over its time, as the service does by itself every day; `--dry-run` only counts. Exit
 * code 1 while handoffs wait that should long be in the client information system.
 */
async function main(): Promise<void> {
  const { flags } = argumentsOf(use, [], ['dry-run']);
  const dry = flags.has('dry-run');
  await inHouse(async ({ database, sealer, keeping, list }) => {
    const { untransferred, ...gone } = await retain(database, sealer, keeping, new Date(), { dry });
    if (!dry) await list.follow(database);
    process.stdout.write(tableOf([[dry ? 'would go' : 'went', ''], ...Object.entries(gone)]));
    if (untransferred === 0) return;
    process.stdout.write(
      `ALARM: ${untransferred} handoffs are older than ${keeping.handoffDays} days and were not moved to the client information system; they are never deleted: mark them as moved in the console\n`,
    );
    process.exitCode = 1;
  });
}

run(main);
