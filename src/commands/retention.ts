import { retain, type Keeping, type Retained } from '../storage/retention';
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
    const rules = rulesOf(keeping);
    const rows = Object.entries(gone).map(([kind, count]) => [kind, count, rules[kind as keyof typeof gone]]);
    process.stdout.write(tableOf([['class', dry ? 'would go' : 'went', 'goes'], ...rows]));
    if (dry) process.stdout.write('A dry run: nothing was deleted.\n');
    if (untransferred === 0) return;
    process.stdout.write(
      `ALARM: ${untransferred} handoffs are older than ${keeping.handoffDays} days and were not moved to the client information system; they are never deleted: mark them as moved in the console\n`,
    );
    process.exitCode = 1;
  });
}

/** When each class goes, with the settings as they are. */
function rulesOf(keeping: Keeping): Readonly<Record<keyof Omit<Retained, 'untransferred'>, string>> {
  const { conversationHours, handoffDays, outboxDays, tallyYears, auditYears, backupDays } = keeping;
  return {
    conversations: `${conversationHours} hours after the last message`,
    workerSessions: '30 minutes after the last act, at most 10 hours',
    handoffs: `${handoffDays} days after it ended and was moved to the client information system`,
    withdrawn: `${handoffDays} days after its family took it back, if no worker had opened it and no danger was heard`,
    outbox: `${outboxDays} days after a notice was delivered`,
    tallies: `after ${tallyYears} years`,
    audit: `after ${auditYears} years`,
    deletions: `after ${backupDays} days, the age at which backups are thrown away`,
  };
}

run(main);
