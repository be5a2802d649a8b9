import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartRefused } from '../errors';
import { deletionsSince, type Deletion } from './deletions';
import type { Database } from './sql';

/** The list of deletions in a file outside the database: what a backup that is put back does not know. */
export interface DeletionList {
  all(): readonly Deletion[];
  /** Adds what the database has noted since; every replica keeps the whole list. Returns how many were new. */
  follow(database: Database): Promise<number>;
  /** Forgets what no backup that may still be put back can hold. */
  forgetBefore(before: Date): void;
}

/** A transaction of another replica may be seen a while after its own moment. */
const lateness = 10 * 60_000;

/** The list of a file, one deletion a line: its hash and its moment. Nothing in it names anybody. A line that was cut off is passed over. */
export function openDeletionList(file: string): DeletionList {
  const all = (): Deletion[] =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          .flatMap((line) => {
            const read = /^([\w-]{43}) (\d{4}-\S+Z)$/.exec(line);
            return read ? [{ hash: read[1] ?? '', at: read[2] ?? '' }] : [];
          })
      : [];
  let from: string | undefined;
  return {
    all,
    async follow(database) {
      from ??= newestOf(all());
      const told = await deletionsSince(database, from === '' ? '' : earlier(from));
      if (told.length === 0) return 0;
      const known = new Set(all().map(({ hash }) => hash));
      const fresh = told.filter(({ hash }) => !known.has(hash));
      if (fresh.length > 0) write(file, 'a', fresh);
      from = newestOf([{ hash: '', at: from }, ...told]);
      return fresh.length;
    },
    forgetBefore(before) {
      const [every, limit] = [all(), before.toISOString()];
      const kept = every.filter(({ at }) => at >= limit);
      if (kept.length === every.length) return;
      write(`${file}.next`, 'w', kept);
      renameSync(`${file}.next`, file);
    },
  };
}

/** A list for a database that is gone with its process. */
export const noDeletionList: DeletionList = { all: () => [], follow: async () => 0, forgetBefore: () => undefined };

function write(file: string, flag: 'a' | 'w', lines: readonly Deletion[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const opened = openSync(file, flag, 0o600);
    try {
      // A line that was cut off before is ended first.
      writeSync(opened, lines.map(({ hash, at }) => `\n${hash} ${at}`).join('') + '\n');
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    throw new StartRefused(
      `the list of deletions cannot be written to ${file}: give DELETIONS_FILE a place that this program may write to`,
      { cause: error },
    );
  }
}

function newestOf(list: readonly Deletion[]): string {
  return list.reduce((newest, { at }) => (at > newest ? at : newest), '');
}

function earlier(moment: string): string {
  return new Date(Date.parse(moment) - lateness).toISOString();
}
