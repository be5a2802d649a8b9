import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { StartRefused } from '../errors';

/**
 * Holds an embedded database file for one service: streams, single-use tickets and the order of turns live in its process, so a
 * second one would not see them. The lock is the operating system's own, on a file beside the database; it ends with the process,
 * also when that is killed. Returns what lets it go. Throws StartRefused when somebody else holds it.
 */
export function holdFile(file: string): () => void {
  if (file === ':memory:') return () => undefined;
  mkdirSync(dirname(file), { recursive: true });
  const lock = new Libsql(`${file}-lock`);
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw new StartRefused(
      `${file} is in use by another Luotsi: an embedded database serves one at a time. Stop the other one, or give this one its own DATABASE_FILE or a DATABASE_URL (PostgreSQL serves several). On Linux, fuser ${file}-lock tells the process.`,
    );
  }
  return () => lock.close();
}
