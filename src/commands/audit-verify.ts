import { verifyTrail } from '../storage/audit-trail';
import { argumentsOf, run, UsageError } from './arguments';
import { inHouse } from './operator';

const use = 'npm run audit:verify -- [--expect NUMBER:HASH]';

/**
 * `npm run audit:verify`: recomputes the whole audit trail and tells the first line that does not stand, with exit code 1. With
 * `--expect` a line that was noted elsewhere, such as in the service's log, must still be the same.
 */
async function main(): Promise<void> {
  const { options } = argumentsOf(use, ['expect']);
  const noted = /^(\d+):([\w-]{43})$/.exec(options['expect'] ?? '');
  if (options['expect'] !== undefined && !noted) throw new UsageError(use);
  const expected = noted ? { seq: Number(noted[1]), hash: noted[2] ?? '' } : undefined;
  await inHouse(async ({ database, sealer }) => {
    const { lines, ends, broken } = await verifyTrail(database, sealer, expected);
    process.stdout.write(`${lines} lines stand\n`);
    if (ends.prunedTo > 0) process.stdout.write(`lines 1 to ${ends.prunedTo} were taken away by retention\n`);
    if (!broken) {
      process.stdout.write(`the trail is whole and ends at ${ends.seq}:${ends.hash}\n`);
      return;
    }
    process.stdout.write(`BROKEN at line ${broken.seq}: ${broken.why}\n`);
    process.exitCode = 1;
  });
}

run(main);
