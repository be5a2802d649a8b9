import { stoppedClock } from '../../src/clock';
import type { Content } from '../../src/content/content';
import { loadContent } from '../../src/content/load';
import type { AnswerValue } from '../../src/conversation/contract';
import type { Entry, Outgoing } from '../../src/conversation/outgoing';
import type { World } from '../../src/conversation/ports';
import { takeTurn } from '../../src/conversation/turn';
import { silentLog } from '../../src/log';
import { openLearned } from '../../src/need/learned';
import { makeListener, type Listener } from '../../src/need/listener';
import { conversationStore } from '../../src/storage/conversations';
import { openDatabase } from '../../src/storage/database';
import { deskStore } from '../../src/storage/handoffs';
import { randomNames } from '../../src/storage/names';
import { makeSealer, type KeyRing, type Sealer } from '../../src/storage/seal';
import type { Database } from '../../src/storage/sql';
import type { Desk } from '../../src/queue/ports';
import { dataFolder, root } from './root';

let content: Content | undefined;
let listener: Listener | undefined;

export function theContent(): Content {
  content ??= loadContent(root);
  return content;
}

export function theListener(): Listener {
  listener ??= makeListener(theContent(), openLearned(theContent(), dataFolder));
  return listener;
}

export const testRing: KeyRing = { keys: [{ id: 'test', key: Buffer.alloc(32, 7) }] };
export const testSealer: Sealer = makeSealer(testRing);

export interface House {
  readonly world: World;
  readonly database: Database;
  readonly desk: Desk<Entry>;
  readonly clock: ReturnType<typeof stoppedClock>;
  close(): Promise<void>;
}

/** A whole house on an in-memory database, with a clock that stands at an ordinary Monday morning in phone hours. */
export async function openHouse(
  options: { at?: string; database?: Database; canPromise?: World['canPromise'] } = {},
): Promise<House> {
  const database = options.database ?? (await openDatabase({ url: undefined, file: ':memory:' }));
  const clock = stoppedClock(options.at ?? '2026-11-23T08:00:00Z');
  const world: World = {
    content: theContent(),
    listener: theListener(),
    conversations: conversationStore(database, testSealer),
    clock,
    names: randomNames(testSealer),
    log: silentLog,
    canPromise: options.canPromise ?? (() => true),
    announce: () => {},
    announceQueue: () => {},
  };
  return { world, database, desk: deskStore(database, testSealer), clock, close: () => database.close() };
}

export type Said = string | AnswerValue;

/** One family's side of a conversation, spoken turn by turn. */
export interface Family {
  readonly conversation: string;
  readonly words: readonly Outgoing[];
  say(said: Said, messageId?: string): Promise<readonly Outgoing[]>;
  leave(): Promise<readonly Outgoing[]>;
}

let families = 0;

export async function greetFamily(
  house: House,
  options: { language?: string; about?: string; atHome?: boolean; region?: string } = {},
): Promise<Family> {
  families += 1;
  const conversation = `family-${families}`;
  let message = 0;
  const base = {
    conversation,
    region: options.region ?? 'etela-pohjanmaa',
    channel: 'web' as const,
    language: options.language ?? 'fi',
    atHome: options.atHome ?? true,
  };
  const all: Outgoing[] = [];
  const take = async (entry: Promise<Entry>): Promise<readonly Outgoing[]> => {
    const { words } = await entry;
    all.push(...words);
    return words;
  };
  await take(
    takeTurn(
      { ...base, kind: 'start', messageId: 'start', text: undefined, value: undefined, about: options.about },
      house.world,
    ),
  );
  return {
    conversation,
    words: all,
    say(said, messageId) {
      message += 1;
      const spoken =
        typeof said === 'string'
          ? { text: said, value: undefined }
          : {
              text: undefined,
              value: { ...said, options: said.options === undefined ? undefined : [...said.options] },
            };
      return take(
        takeTurn({ ...base, kind: 'message', messageId: messageId ?? `m${message}`, ...spoken }, house.world),
      );
    },
    leave: () =>
      take(takeTurn({ ...base, kind: 'leave', messageId: 'leave', text: undefined, value: undefined }, house.world)),
  };
}
