import type { AnswerValue } from '../../conversation/contract';
import { roundOf, type Round } from './figures';
import { openRawClient, type RawClient } from './raw-client';
import type { Recording } from './recordings';

/** One conversation at a door: says the next thing; tells when it is over. */
interface Talk {
  /** Whether beginning it was a turn of its own, as where the greeting is stored before the family says anything. */
  readonly greeted: boolean;
  /** Sends the next message and waits for its answer. */
  next(): Promise<void>;
  readonly isOver: () => boolean;
}

/** A way into a service that conversations are begun by. */
export interface Door {
  readonly name: string;
  readonly address: string;
  begin(client: RawClient): Promise<Talk>;
}

/** The shortest recording has more messages than this. */
const spread = 13;

let names = 0;
const bodyOf = (said: string | AnswerValue): object => (typeof said === 'string' ? { text: said } : { value: said });

function talkOf(bodies: readonly string[], path: string, token?: string) {
  let place = 0;
  return (client: RawClient): Talk => ({
    greeted: token !== undefined,
    isOver: () => place >= bodies.length,
    async next() {
      const { status } = await client.post(path, bodies[place] ?? '', token);
      place += 1;
      if (status !== 200) throw new Error(`${path} was answered ${status}`);
    },
  });
}

/** Our Direct Line door: a conversation is begun, and each message is answered when it is stored. */
export function directLineDoor(address: string, recordings: readonly Recording[]): Door {
  return {
    name: 'direct-line',
    address,
    async begin(client) {
      names += 1;
      const begun = await client.post('/directline/conversations', '{"locale":"fi"}');
      if (begun.status !== 201) throw new Error(`a conversation was begun with ${begun.status}`);
      const { conversationId, token } = JSON.parse(begun.text) as { conversationId: string; token: string };
      const bodies = (recordings[names % recordings.length] ?? []).map((said, index) =>
        JSON.stringify({
          type: 'message',
          from: { id: 'family' },
          ...bodyOf(said),
          channelData: { clientActivityID: `b${names}-${index}` },
        }),
      );
      return talkOf(bodies, `/directline/conversations/${conversationId}/activities`, token)(client);
    },
  };
}

/** The Bot Framework door of any bot: answers come in the body. */
export function botDoor(name: string, address: string, recordings: readonly Recording[]): Door {
  return {
    name,
    address,
    async begin(client) {
      names += 1;
      const bodies = (recordings[names % recordings.length] ?? []).map((said, index) =>
        JSON.stringify({
          type: 'message',
          id: `b${names}-${index}`,
          ...bodyOf(said),
          locale: 'fi',
          channelId: 'bench',
          serviceUrl: 'http://127.0.0.1:9',
          conversation: { id: `bench-${process.pid}-${names}` },
          from: { id: 'family' },
          recipient: { id: 'bot' },
          deliveryMode: 'expectReplies',
        }),
      );
      return talkOf(bodies, '/api/messages')(client);
    },
  };
}

/** So many conversations at a time, each saying the next thing as soon as it was answered. */
export async function closedLoop(door: Door, conversations: number, milliseconds: number): Promise<Round> {
  const clients = await connected(door, conversations);
  const took: number[] = [];
  const began = performance.now();
  const end = began + milliseconds;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const opened = performance.now();
        const talk = await door.begin(client);
        if (talk.greeted) took.push(performance.now() - opened);
        while (!talk.isOver() && performance.now() < end) {
          const at = performance.now();
          await talk.next();
          took.push(performance.now() - at);
        }
      }
    }),
  );
  const all = performance.now() - began;
  for (const client of clients) client.close();
  return roundOf(took, all);
}

/**
 * Arrivals on a clock, so many a second, spread over conversations: a turn's time runs from when it was due, so that one that waits for
 * a slow one before it is not forgiven.
 */
export async function openLoop(
  door: Door,
  conversations: number,
  perSecond: number,
  milliseconds: number,
): Promise<Round> {
  const clients = await connected(door, conversations);
  const talks = await Promise.all(clients.map((client) => door.begin(client)));
  // Families are not in step: some begin while others end.
  await Promise.all(
    talks.map(async (talk, index) => {
      for (let said = 0; said < index % spread; said += 1) await talk.next();
    }),
  );
  const took: number[] = [];
  const tails = clients.map(() => Promise.resolve());
  const began = performance.now();
  const all = Math.floor((perSecond * milliseconds) / 1000);
  for (let arrival = 0; arrival < all; arrival += 1) {
    const due = began + (arrival * 1000) / perSecond;
    for (let left = due - performance.now(); left > 0; left = due - performance.now()) await pause(left);
    const index = arrival % conversations;
    const client = clients[index];
    if (!client) continue;
    tails[index] = (tails[index] ?? Promise.resolve()).then(async () => {
      const talk = talks[index];
      if (!talk) return;
      await talk.next();
      took.push(performance.now() - due);
      // A new conversation is begun beside the clock, before its first message is due: only messages are measured.
      if (talk.isOver()) talks[index] = await door.begin(client);
    });
  }
  await Promise.all(tails);
  const passed = performance.now() - began;
  for (const client of clients) client.close();
  return roundOf(took, passed);
}

/**
 * Connections that were answered once. The system greets all of them at once, but node takes in one a round of its loop: under load the
 * last would wait for seconds before its first message is read, and that is no turn's time.
 */
async function connected(door: Door, count: number): Promise<RawClient[]> {
  const clients = await Promise.all(Array.from({ length: count }, () => openRawClient(door.address)));
  await Promise.all(clients.map((client) => client.post('/nowhere', '{}')));
  return clients;
}

/**
 * Sleeps by a timer, a millisecond at least; by how much it is late counts into the turn that was due. Looking at the clock again and
 * again would be more exact, and would take one of two processors from who answers: that doubled the tail which it measured.
 */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(1, Math.floor(milliseconds))));
}
