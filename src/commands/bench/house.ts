import { statSync, readFileSync } from 'node:fs';
import { systemClock } from '../../clock';
import type { Content } from '../../content/content';
import type { World } from '../../conversation/ports';
import { takeTurn } from '../../conversation/turn';
import { silentLog } from '../../log';
import type { Learned } from '../../need/learned';
import { makeListener } from '../../need/listener';
import { conversationStore } from '../../storage/conversations';
import { openDatabase } from '../../storage/database';
import { randomNames } from '../../storage/names';
import { makeSealer } from '../../storage/seal';
import type { Database } from '../../storage/sql';
import { roundOf, type Round } from './figures';
import type { Recording } from './recordings';

/** What the database was asked to do. */
export interface Work {
  readonly commits: number;
  readonly statements: number;
  /** Bytes the process handed to the system to write, where /proc tells it. */
  readonly bytes: number;
}

/** The real turn on a real database file, without a door. */
export interface BenchHouse {
  readonly world: World;
  readonly database: Database;
  readonly sealer: ReturnType<typeof makeSealer>;
  /** So many conversations at a time, each whole recordings. */
  turns(conversations: number, milliseconds: number): Promise<Round>;
  /** What the database has done since the house was opened. */
  work(): Work;
  close(): Promise<void>;
}

export async function openBenchHouse(
  where: { readonly url: string | undefined; readonly file: string },
  content: Content,
  learned: Learned,
  recordings: readonly Recording[],
): Promise<BenchHouse> {
  let commits = 0;
  let statements = 0;
  const own = await openDatabase(where);
  const database: Database = {
    engine: own.engine,
    rows: (sql, values) => {
      statements += 1;
      return own.rows(sql, values);
    },
    transaction: (work, alone) => {
      commits += 1;
      return own.transaction(
        (run) =>
          work((sql, values) => {
            statements += 1;
            return run(sql, values);
          }),
        alone,
      );
    },
    close: () => own.close(),
  };
  const sealer = makeSealer({ keys: [{ id: 'bench', key: Buffer.alloc(32, 5) }] });
  const world: World = {
    content,
    listener: makeListener(content, learned),
    conversations: conversationStore(database, sealer),
    clock: systemClock,
    names: randomNames(sealer),
    log: silentLog,
    canPromise: () => true,
    announce: () => {},
    announceQueue: () => {},
  };
  let names = 0;
  return {
    world,
    database,
    sealer,
    work: () => ({ commits, statements, bytes: bytesWritten() }),
    close: () => own.close(),
    async turns(conversations, milliseconds) {
      const took: number[] = [];
      const began = performance.now();
      const end = began + milliseconds;
      const talk = async (): Promise<void> => {
        while (performance.now() < end) {
          names += 1;
          const conversation = `bench-${process.pid}-${names}`;
          const base = {
            conversation,
            region: 'etela-pohjanmaa',
            channel: 'web',
            language: 'fi',
            atHome: false,
          } as const;
          const recording = recordings[names % recordings.length] ?? [];
          for (const [index, said] of [undefined, ...recording].entries()) {
            if (performance.now() >= end) return;
            const spoken =
              said === undefined || typeof said === 'string'
                ? { text: said, value: undefined }
                : { text: undefined, value: { ...said, options: said.options && [...said.options] } };
            const at = performance.now();
            await takeTurn(
              { ...base, kind: said === undefined ? 'start' : 'message', messageId: `m${index}`, ...spoken },
              world,
            );
            took.push(performance.now() - at);
            // Others have their turn: one conversation must not keep the thread.
            await new Promise((resolve) => setImmediate(resolve));
          }
        }
      };
      await Promise.all(Array.from({ length: conversations }, talk));
      return roundOf(took, performance.now() - began);
    },
  };
}

function bytesWritten(): number {
  const file = '/proc/self/io';
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return Number.NaN;
  return Number(/wchar: (\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? Number.NaN);
}

/** Commits a second of one small row on a database of the same kind: what the disk gives whoever wants each commit on it. */
export async function rawCommits(
  where: { readonly url: string | undefined; readonly file: string },
  milliseconds: number,
): Promise<Round> {
  const database = await openDatabase(where);
  try {
    const body = Buffer.alloc(2000, 1);
    const took: number[] = [];
    const began = performance.now();
    const end = began + milliseconds;
    for (let row = 0; performance.now() < end; row += 1) {
      // The same bytes again would be no change, and nothing to write.
      body.writeUInt32LE(row);
      const at = performance.now();
      await database.transaction((run) =>
        run(
          `insert into worker_sessions (reference_hash, created_at, touched_at, sealed) values ($1, '', '', $2)
           on conflict (reference_hash) do update set sealed = $2`,
          [`bench-${row % 1000}`, body],
        ),
      );
      took.push(performance.now() - at);
    }
    return roundOf(took, performance.now() - began);
  } finally {
    await database.close();
  }
}
