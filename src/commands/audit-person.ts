import { readTrail } from '../storage/audit-trail';
import { argumentsOf, run, UsageError } from './arguments';
import { inHouse, tableOf } from './operator';

const use = 'npm run audit:person -- WORKER-ID | CASE-NUMBER';

/**
 * `npm run audit:person`: everything one worker did, or everything that was done to one contact, also after the contact is gone.
 * The reading is written to the trail under the operator's name.
 */
async function main(): Promise<void> {
  const { words } = argumentsOf(use, []);
  const [about, ...more] = words;
  if (about === undefined || more.length > 0) throw new UsageError(use);
  await inHouse(async ({ database, sealer, by }) => {
    const reader = { at: new Date().toISOString(), actor: 'system:audit-person', name: by, purpose: 'audit' };
    const lines = [...(await readTrail(database, sealer, about, reader))].reverse();
    process.stdout.write(
      tableOf([
        ['line', 'at', 'who', 'name', 'did', 'case', 'to', 'purpose', 'more'],
        ...lines.map((line) => [
          String(line.seq ?? ''),
          line.at,
          line.actor,
          line.name,
          line.action,
          line.caseNumber ?? '',
          line.subject,
          line.purpose,
          line.detail,
        ]),
      ]),
    );
    if (!lines.some((line) => line.action !== 'audit-read' || line.actor === about))
      process.stdout.write(
        `Nothing is known of ${about} but that it was asked for. Give the object id of a worker in the organisation, or a case number as LU-33SDKW.\n`,
      );
  });
}

run(main);
