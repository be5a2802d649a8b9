import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { deletionsFileOf, keepingOf, loadConfig, type Config } from '../config';
import { UsageError } from './arguments';
import { openDatabaseBeside } from '../storage/database';
import { openDeletionList, type DeletionList } from '../storage/deletion-list';
import { homeKey } from '../storage/home-key';
import type { Keeping } from '../storage/retention';
import type { KeyRing, Sealer } from '../storage/seal';
import { openSealer } from '../storage/secrets';
import type { Database } from '../storage/sql';

/** What the small programs of an operator work on: the same settings, database and keys as the service that runs beside them. */
export interface OperatorHouse {
  readonly config: Config;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly keeping: Keeping;
  readonly list: DeletionList;
  /** The operator's name on this machine, for the audit trail. */
  readonly by: string;
}

/** Reads the settings as `npm start` does. */
export function operatorConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadConfig(process.env);
}

/** The keys of the settings, or those of a start at home. */
export function ringOf(config: Config): KeyRing {
  return config.ENCRYPTION_KEYS ? { keys: config.ENCRYPTION_KEYS } : homeKey(config.DATA_FOLDER);
}

/** The operator's name on this machine. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** Opens the house of the settings for a program, and closes it after. */
export async function inHouse(work: (house: OperatorHouse) => Promise<void>): Promise<void> {
  const config = operatorConfig();
  // Otherwise a program run in the wrong folder would verify or count an empty database that it has just made.
  if (config.DATABASE_URL === undefined && !existsSync(config.DATABASE_FILE))
    throw new UsageError(
      `there is no database at DATABASE_FILE (${config.DATABASE_FILE}): run this where the service runs, with its settings`,
    );
  const database = await openDatabaseBeside({ url: config.DATABASE_URL, file: config.DATABASE_FILE });
  try {
    await work({
      config,
      database,
      sealer: await openSealer(database, ringOf(config)),
      keeping: keepingOf(config),
      list: openDeletionList(deletionsFileOf(config)),
      by: operatorName(),
    });
  } finally {
    await database.close();
  }
}

/** Lines of words and figures, one under the other. */
export function tableOf(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          typeof cell === 'number' ? String(cell).padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}
