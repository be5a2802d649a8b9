import { existsSync } from 'node:fs';
import { loadConfig } from '../config';
import { openDatabase } from '../storage/database';
import { homeKey } from '../storage/home-key';
import { knownWorkerStore } from '../storage/known-workers';
import { makeSealer } from '../storage/seal';
import { workerSessions } from '../storage/worker-sessions';
import { argumentsOf, run, UsageError } from './arguments';

const use = 'npm run sessions:end -- ID (the object id of the worker in the organisation, `oid`)';

/**
 * `npm run sessions:end -- ID`: ends every console session of one worker at once, on every device, and what they may do in Teams.
 * Give it the settings of the service. Open windows hear of it within half a minute; what they ask after this is refused at once.
 */
async function main(): Promise<void> {
  const { words } = argumentsOf(use, []);
  const [id] = words;
  if (id === undefined || words.length > 1) throw new UsageError(use);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = loadConfig(process.env);
  const sealer = makeSealer(config.ENCRYPTION_KEYS ? { keys: config.ENCRYPTION_KEYS } : homeKey(config.DATA_FOLDER));
  const database = await openDatabase({ url: config.DATABASE_URL, file: config.DATABASE_FILE });
  try {
    const ended = await workerSessions(database, sealer).endAllOf(id);
    await knownWorkerStore(database, sealer).forget(id);
    process.stdout.write(
      ended === 0
        ? 'This worker has no session. To keep them from signing in, take the role away in the organisation.\n'
        : `${ended} ${ended === 1 ? 'session is' : 'sessions are'} ended. To keep the worker from signing in again, take the role away in the organisation.\n`,
    );
  } finally {
    await database.close();
  }
}

run(main);
