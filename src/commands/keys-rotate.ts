import { keyUse, rotateKeys } from '../storage/rotation';
import { argumentsOf, run } from './arguments';
import { inHouse, tableOf } from './operator';

const use = 'npm run keys:rotate -- [--count]';

/**
 * `npm run keys:rotate`: seals everything again with the first key of ENCRYPTION_KEYS, beside the running service, and tells how much
 * each key still seals. May be stopped and run again. `--count` only tells. Exit code 1 while an older key is still needed.
 */
async function main(): Promise<void> {
  const { flags } = argumentsOf(use, [], ['count']);
  await inHouse(async ({ database, sealer }) => {
    if (!flags.has('count')) {
      const done = await rotateKeys(database, sealer);
      process.stdout.write(`${done.resealed} rows were sealed again\n`);
      if (done.changedMeanwhile > 0)
        process.stdout.write(`${done.changedMeanwhile} rows were changed by the service meanwhile\n`);
      if (done.unopened > 0)
        process.stdout.write(
          `${done.unopened} rows open with no key of ENCRYPTION_KEYS: add the key they were sealed with\n`,
        );
    }
    const uses = await keyUse(database, sealer);
    const ids = sealer.beginnings.map(({ id }) => id);
    process.stdout.write(
      tableOf([
        ['table', ...ids, 'other keys'],
        ...uses.map(({ table, byKey, unknown }) => [table, ...ids.map((id) => byKey[id] ?? 0), unknown]),
      ]),
    );
    const [current = '', ...older] = ids;
    const left = uses.reduce(
      (sum, { byKey, unknown }) => sum + unknown + older.reduce((some, id) => some + (byKey[id] ?? 0), 0),
      0,
    );
    process.stdout.write(
      left === 0
        ? `everything is sealed with ${current}${older.length > 0 ? `; ${older.join(', ')} may be taken out of ENCRYPTION_KEYS` : ''}\n`
        : `${left} rows are still sealed with other keys; run this again once every replica was started with ${current} first\n`,
    );
    if (left > 0) process.exitCode = 1;
  });
}

run(main);
