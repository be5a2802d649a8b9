import { randomBytes } from 'node:crypto';
import { stoppedClock } from '../clock';
import type { Content } from '../content/content';
import type { AnswerValue } from '../conversation/contract';
import type { Entry, Outgoing } from '../conversation/outgoing';
import type { Names, World } from '../conversation/ports';
import { takeTurn } from '../conversation/turn';
import { silentLog } from '../log';
import type { Learned } from '../need/learned';
import { makeListener, type Listener } from '../need/listener';
import { conversationStore } from '../storage/conversations';
import { openDatabase } from '../storage/database';
import { deskStore } from '../storage/handoffs';
import { makeSealer } from '../storage/seal';
import type { Desk } from '../queue/ports';

/** A whole house in memory, with a clock that stands still: whatever is said in it is gone when it closes. */
export interface Rehearsal {
  /** A family that has just opened the chat. */
  greet(family: Guest): Promise<Guided>;
  /** How many contact requests a conversation has sent. */
  sent(conversation: string): Promise<number>;
  readonly desk: Desk<Entry>;
  close(): Promise<void>;
}

export interface Guest {
  readonly region: string;
  readonly language: string;
  /** A need that the page is about, which the family confirms instead of telling a story. */
  readonly about?: string | undefined;
}

/** One family's side of a conversation. */
export interface Guided {
  readonly conversation: string;
  readonly greeting: readonly Outgoing[];
  say(said: string | AnswerValue): Promise<readonly Outgoing[]>;
}

const listeners = new WeakMap<Content, Listener>();

/** Listening is made ready once for each content, however many conversations are rehearsed. */
function listenerOf(content: Content, learned: Learned): Listener {
  const known = listeners.get(content) ?? makeListener(content, learned);
  listeners.set(content, known);
  return known;
}

/** Opens the real turn on an empty database, at a chosen moment. Two rehearsals of the same words say the same. */
export async function openRehearsal(content: Content, learned: Learned, at: Date): Promise<Rehearsal> {
  const database = await openDatabase({ url: undefined, file: ':memory:' });
  const sealer = makeSealer({ keys: [{ id: 'rehearsal', key: randomBytes(32) }] });
  const world: World = {
    content,
    listener: listenerOf(content, learned),
    conversations: conversationStore(database, sealer),
    clock: stoppedClock(at.toISOString()),
    names: countedNames(),
    log: silentLog,
    canPromise: () => true,
    announce: () => {},
    announceQueue: () => {},
  };
  let families = 0;
  return {
    desk: deskStore(database, sealer),
    close: () => database.close(),
    sent: async (conversation) =>
      (await database.rows('select id from handoffs where conversation = $1', [conversation])).length,
    async greet({ region, language, about }) {
      families += 1;
      const base = { conversation: `rehearsal-${families}`, region, channel: 'web', language, atHome: true } as const;
      let message = 0;
      const start = { ...base, kind: 'start', messageId: 'start', text: undefined, value: undefined, about } as const;
      const { words: greeting } = await takeTurn(start, world);
      return {
        conversation: base.conversation,
        greeting,
        async say(said) {
          message += 1;
          const spoken =
            typeof said === 'string'
              ? { text: said, value: undefined }
              : { text: undefined, value: { ...said, options: said.options && [...said.options] } };
          const { words } = await takeTurn({ ...base, kind: 'message', messageId: `m${message}`, ...spoken }, world);
          return words;
        },
      };
    },
  };
}

/** Names by number instead of by chance, so that nothing differs between two rehearsals but what was changed. */
function countedNames(): Names {
  let count = 0;
  const next = (): string => String((count += 1)).padStart(4, '0');
  return {
    id: () => `rehearsal-${next()}`,
    caseNumber: () => `LU-${next()}`,
    familyCode: () => `CODE-${next()}`,
    hashOfCode: (code) => code,
  };
}
