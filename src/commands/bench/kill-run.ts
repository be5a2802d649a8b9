import { join } from 'node:path';
import { sizeOf } from '../../conversation/outgoing';
import { conversationStore } from '../../storage/conversations';
import { openDatabase } from '../../storage/database';
import { makeSealer } from '../../storage/seal';
import { startOwnService, type OwnService } from '../own-service';
import type { Recording } from './recordings';
import { openCaller, openWindow, sayIn, type Caller, type Window } from './window';

const key = Buffer.alloc(32, 9);
const atOnce = 8;
const longestLife = 300;

export interface KillFigures {
  readonly kills: number;
  /** Messages that the service said it had. */
  readonly acknowledged: number;
  readonly conversations: number;
  readonly handoffs: number;
  /** Of the acknowledged: not in the log afterwards, or there twice. */
  readonly lost: number;
  readonly doubled: number;
  readonly doubledHandoffs: number;
  readonly missingHandoffs: number;
  /** Conversations whose session and log do not fit together. */
  readonly halfWritten: number;
  /** From the start of the process to the first answer, milliseconds, each restart. */
  readonly restarts: readonly number[];
}

/** A family that keeps saying its recording until each message is acknowledged, whatever happens to the service. */
interface Talker {
  readonly acknowledged: Map<string, string[]>;
  readonly sent: Set<string>;
  stop(): Promise<void>;
}

/**
 * Kills the service with SIGKILL at random moments while families talk, starts it again each time, and compares at the end what was
 * acknowledged with what is stored.
 */
export async function killRun(options: {
  readonly times: number;
  readonly folder: string;
  readonly dataFolder: string;
  readonly databaseUrl?: string | undefined;
  readonly recordings: readonly Recording[];
  readonly random?: () => number;
  readonly told?: (kills: number) => void;
}): Promise<KillFigures> {
  const { times, folder, recordings, random = Math.random } = options;
  const file = join(folder, 'kill.db');
  const start = (): Promise<OwnService> =>
    startOwnService(
      {
        DATA_FOLDER: options.dataFolder,
        DATABASE_FILE: file,
        DATABASE_URL: options.databaseUrl ?? '',
        ENCRYPTION_KEYS: `kill:${key.toString('base64')}`,
        ...unlimited,
      },
      folder,
    );
  let caller: Caller | undefined;
  const talkers = Array.from({ length: atOnce }, (_, index) =>
    talk(() => caller, recordings[index % recordings.length] ?? []),
  );
  const restarts: number[] = [];
  for (let kill = 0; kill < times; kill += 1) {
    const began = performance.now();
    const service = await start();
    caller = openCaller(service.address);
    if ((await openWindow(caller)) === undefined) throw new Error('the service was started again and greets nobody');
    restarts.push(performance.now() - began);
    await pause(random() * longestLife);
    await service.end('SIGKILL');
    caller.close();
    options.told?.(kill + 1);
  }
  const last = await start();
  caller = openCaller(last.address);
  await Promise.all(talkers.map((talker) => talker.stop()));
  caller.close();
  await last.end('SIGTERM');
  const found = await compare(talkers, { url: options.databaseUrl, file });
  return { kills: times, restarts, ...found };
}

/** Settings under which a machine may talk as fast as it can. */
export const unlimited = {
  LIMIT_TOKEN: '1000000000',
  LIMIT_CONVERSATION: '1000000000',
  LIMIT_ADDRESS: '1000000000',
  LIMIT_ALL: '1000000000',
} as const;

function talk(caller: () => Caller | undefined, recording: Recording): Talker {
  const acknowledged = new Map<string, string[]>();
  const sent = new Set<string>();
  let stopped = false;
  let message = 0;
  const until = async <T>(asked: (line: Caller) => Promise<T | undefined>): Promise<T> => {
    for (;;) {
      const line = caller();
      const got = line === undefined ? undefined : await asked(line);
      if (got !== undefined) return got;
      await pause(5);
    }
  };
  const conversation = async (): Promise<void> => {
    const window: Window = await until(openWindow);
    const heard: string[] = [];
    acknowledged.set(window.conversation, heard);
    for (const said of recording) {
      const id = `said-${(message += 1)}`;
      await until(async (line) => {
        const { status } = await sayIn(line, window, said, id);
        if (status !== 200 && status !== 0 && status !== 503) throw new Error(`a message was answered ${status}`);
        return status === 200 ? true : undefined;
      });
      heard.push(id);
      if (typeof said === 'object' && said.option === 'send') sent.add(window.conversation);
      if (over()) return;
    }
  };
  const over = (): boolean => stopped;
  const running = (async () => {
    while (!over()) await conversation();
  })();
  return {
    acknowledged,
    sent,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

async function compare(
  talkers: readonly Talker[],
  where: { readonly url: string | undefined; readonly file: string },
): Promise<Omit<KillFigures, 'kills' | 'restarts'>> {
  const database = await openDatabase(where);
  try {
    const store = conversationStore(database, makeSealer({ keys: [{ id: 'kill', key }] }));
    const counts = { acknowledged: 0, conversations: 0, lost: 0, doubled: 0, missingHandoffs: 0, halfWritten: 0 };
    const made = new Map(
      (await database.rows('select conversation, count(*) as made from handoffs group by conversation')).map((row) => [
        String(row['conversation']),
        Number(row['made']),
      ]),
    );
    for (const talker of talkers) {
      for (const [conversation, heard] of talker.acknowledged) {
        counts.conversations += 1;
        counts.acknowledged += heard.length;
        const stored = await store.open(conversation, '').catch(() => undefined);
        const log = await store.log(conversation, 0).catch(() => []);
        const ids = log.flatMap((entry) => entry.told?.clientId ?? []);
        counts.lost += heard.filter((id) => !ids.includes(id)).length;
        counts.doubled += ids.length - new Set(ids).size;
        const ends = log.reduce((place, entry) => (entry.first === place ? place + sizeOf(entry) : Number.NaN), 0);
        if (stored?.size !== ends) counts.halfWritten += 1;
        if (talker.sent.has(conversation) && !made.has(conversation)) counts.missingHandoffs += 1;
      }
    }
    const handoffs = [...made.values()];
    return {
      ...counts,
      handoffs: handoffs.reduce((sum, one) => sum + one, 0),
      doubledHandoffs: handoffs.filter((one) => one > 1).length,
    };
  } finally {
    await database.close();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
