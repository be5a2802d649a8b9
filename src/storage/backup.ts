import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { StartRefused } from '../errors';
import { appendAudit } from './audit';
import { deleteAgain, type DeletedAgain } from './deletions';
import type { DeletionList } from './deletion-list';
import { holdFile } from './file-lock';
import { openLibsql } from './libsql';
import { migrate } from './migrate';
import type { KeyRing } from './seal';
import { openSealer } from './secrets';
import type { Database } from './sql';

const madeAt = 'backup-made-at';

/**
 * Writes a backup of an embedded database into a new file, beside a running service: one moment of it, whole, without the traces of
 * what was deleted. It stays sealed with the same keys. Throws StartRefused when the file is there, or is not sound when read back.
 */
export async function backUp(database: Database, file: string, now: Date): Promise<void> {
  if (existsSync(file)) throw new StartRefused(`${file} is there already: a backup is written to a new file`);
  await database.rows('vacuum into $1', [file]);
  chmodSync(file, 0o600);
  const copy = openLibsql(file);
  try {
    await mustBeSound(copy, file);
    await copy.transaction((run) =>
      run('insert into marks (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [
        madeAt,
        now.toISOString(),
      ]),
    );
    // One file, and nothing beside it.
    await copy.rows('pragma journal_mode = delete');
  } finally {
    await copy.close();
  }
}

export interface Restore {
  readonly backup: string;
  /** The database file that the backup becomes. */
  readonly file: string;
  /** Whether a database that stands there may be replaced. */
  readonly replace: boolean;
  readonly ring: KeyRing;
  readonly list: DeletionList;
  /** The oldest that a backup may be: deletions are not remembered longer. */
  readonly backupDays: number;
  /** Who puts it back, for the audit trail. */
  readonly by: string;
}

/** What a restore brought back. */
export interface Restored extends DeletedAgain {
  readonly madeAt: string;
}

/**
 * Puts a backup in the place of the database, with the service stopped. What was deleted since it was made is deleted from it again
 * before it takes its place, by the list beside the database and by the replaced database itself. A fault on the way leaves
 * everything as it was. Throws StartRefused, which says what to do.
 */
export async function restore(how: Restore, now: Date): Promise<Restored> {
  if (!existsSync(how.backup)) throw new StartRefused(`there is no backup ${how.backup}`);
  if (existsSync(how.file) && !how.replace)
    throw new StartRefused(`${how.file} is there: give --replace to put the backup in its place`);
  const release = holdFile(how.file);
  const draft = `${how.file}-restoring`;
  try {
    await followReplaced(how);
    remove(draft);
    copyFileSync(how.backup, draft);
    const restored = await prepare(how, draft, now);
    // A log of the replaced file would be read into the new one.
    for (const log of [`${how.file}-wal`, `${how.file}-shm`]) rmSync(log, { force: true });
    renameSync(draft, how.file);
    return restored;
  } finally {
    remove(draft);
    release();
  }
}

async function prepare(how: Restore, draft: string, now: Date): Promise<Restored> {
  const database = openSound(draft, how.backup);
  try {
    await mustBeSound(database, how.backup);
    await migrate(database);
    const made = String((await database.rows('select value from marks where name = $1', [madeAt]))[0]?.['value'] ?? '');
    if (made === '') throw new StartRefused(`${how.backup} was not made by npm run db:backup`);
    if (Date.parse(made) < now.getTime() - how.backupDays * 86_400_000)
      throw new StartRefused(
        `${how.backup} was made at ${made}: what was deleted since is remembered for RETENTION_BACKUP_DAYS (${how.backupDays}) only, and an older backup would bring back what must stay deleted`,
      );
    const sealer = await openSealer(database, how.ring);
    const again = await deleteAgain(database, sealer, how.list.all(), now);
    await database.transaction((run) =>
      appendAudit(run, sealer, {
        at: now.toISOString(),
        actor: 'system:restore',
        name: how.by,
        action: 'restore',
        subject: 'database',
        purpose: 'restore',
        detail: `backup of ${made}`,
      }),
    );
    await database.rows('pragma wal_checkpoint(truncate)');
    return { ...again, madeAt: made };
  } finally {
    await database.close();
  }
}

/** The database that is replaced may know deletions that its list does not. One that cannot be read knows nothing more. */
async function followReplaced({ file, list }: Restore): Promise<void> {
  if (!existsSync(file)) return;
  try {
    const database = openLibsql(file);
    try {
      await list.follow(database);
    } finally {
      await database.close();
    }
  } catch {
    // Its loss is why a backup is put back.
  }
}

function openSound(file: string, name: string): Database {
  try {
    return openLibsql(file);
  } catch (error) {
    throw new StartRefused(`${name} is not a sound database file`, { cause: error });
  }
}

async function mustBeSound(database: Database, file: string): Promise<void> {
  const sound = await database.rows('pragma integrity_check').then(
    (rows) => rows[0]?.['integrity_check'] === 'ok',
    () => false,
  );
  if (!sound) throw new StartRefused(`${file} is not a sound database file`);
}

function remove(file: string): void {
  for (const one of [file, `${file}-wal`, `${file}-shm`]) rmSync(one, { force: true });
}
