import { knownWorkerStore } from '../storage/known-workers';
import { workerSessions } from '../storage/worker-sessions';
import { argumentsOf, run, UsageError } from './arguments';
import { inHouse } from './operator';

const use = 'npm run sessions:end -- ID (the object id of the worker in the organisation, `oid`)';

/**
 * `npm run sessions:end -- ID`: ends every console session of one worker at once, on every device, and what they may do in Teams, and
 * writes it to the audit trail under the operator's name. Give it the settings of the service. Open windows hear of it within half a
 * minute; what they ask after this is refused at once.
 */
async function main(): Promise<void> {
  const { words } = argumentsOf(use, []);
  const [id] = words;
  if (id === undefined || words.length > 1) throw new UsageError(use);
  await inHouse(async ({ database, sealer, by }) => {
    const ended = await workerSessions(database, sealer).endAllOf(id, by, new Date());
    await knownWorkerStore(database, sealer).forget(id);
    process.stdout.write(
      ended === 0
        ? 'This worker has no session. To keep them from signing in, take the role away in the organisation.\n'
        : `${ended} ${ended === 1 ? 'session is' : 'sessions are'} ended. To keep the worker from signing in again, take the role away in the organisation.\n`,
    );
  });
}

run(main);
