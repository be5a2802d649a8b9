import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { activitiesFrom, signFrom, type BotActivity, type Sign } from '../bot/translate';
import { sizeOf, type Entry, type Outgoing } from '../conversation/outgoing';
import type { Conversations } from '../conversation/ports';
import { makePollers } from './pollers';

const mostFromClient = 1024;
const beat = 30_000;
/** How long a window that does not answer is waited for at the end. */
const goodbye = 1_000;

interface Stream {
  readonly socket: WebSocket;
  /** The place in the log of the next message this socket has not had. */
  next: number;
  /** Deliveries of one socket follow each other. */
  tail: Promise<void>;
  alive: boolean;
}

export interface Streams {
  open(conversation: string, watermark: number, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** An entry has been stored: whoever has the conversation open gets it, in order, each message once. */
  announce(entry: Entry, ended: boolean): void;
  /** Another replica has stored something of this conversation: its window reads the log. */
  changed(conversation: string): void;
  /** The family has left by another replica: its window is told so and closes. */
  ended(conversation: string, language: string | undefined): void;
  /** News may have been missed: every window whose log has grown reads it. */
  catchUp(): Promise<void>;
  /** Words that could not be stored (an apology): shown to whoever has the conversation open, and not kept. */
  mention(conversation: string, activities: readonly BotActivity[]): void;
  /** A worker types or has read: shown to whoever has the conversation open, and kept nowhere. */
  sign(conversation: string, sign: Sign): void;
  /** A window that has no socket asks for news: it is there, and hears what was seen of the worker since it last asked. */
  polled(conversation: string): readonly BotActivity[];
  count(): number;
  /** Whether the family has the conversation's window open. */
  isThere(conversation: string): boolean;
  /** Shows what is on its way, and closes every window with "going away": its client comes back to another replica. */
  close(): Promise<void>;
}

/** The open windows of families. What they show comes from the conversation's log alone. */
export function makeStreams(
  conversations: Pick<Conversations, 'log' | 'sizes'>,
  /** What a family that has left is told, in the language it was last answered in. */
  farewell: (language: string | undefined) => readonly Outgoing[],
): Streams {
  const server = new WebSocketServer({ noServer: true, maxPayload: mostFromClient });
  const streams = new Map<string, Stream>();
  const pollers = makePollers();

  const send = (stream: Stream, activities: readonly BotActivity[]): void => {
    if (activities.length > 0) stream.socket.send(JSON.stringify({ activities, watermark: String(stream.next) }));
  };
  const deliver = (stream: Stream, entries: readonly Entry[]): void => {
    for (const entry of entries) {
      const all = activitiesFrom(entry);
      const unseen = all.slice(Math.max(0, stream.next - entry.first));
      stream.next = Math.max(stream.next, entry.first + sizeOf(entry));
      send(stream, unseen);
    }
  };
  const catchUp = (conversation: string, stream: Stream, entry?: Entry): void => {
    stream.tail = stream.tail
      .then(async () => {
        if (entry && entry.first <= stream.next) deliver(stream, [entry]);
        else deliver(stream, await conversations.log(conversation, stream.next));
      })
      .catch(() => stream.socket.close(1011));
  };

  const sayLast = (stream: Stream, entry: Entry): void => {
    stream.tail = stream.tail.then(() => {
      deliver(stream, [entry]);
      stream.socket.close(1000);
    });
  };
  const catchUpAll = async (): Promise<void> => {
    const sizes = await conversations.sizes([...streams.keys()]);
    for (const [conversation, stream] of streams)
      if ((sizes.get(conversation) ?? 0) > stream.next) catchUp(conversation, stream);
  };

  const pulse = setInterval(() => {
    // A replica that was killed between storing and telling left windows behind that nobody else would wake.
    void catchUpAll().catch(() => undefined);
    for (const stream of streams.values()) {
      if (!stream.alive) stream.socket.terminate();
      stream.alive = false;
      stream.socket.ping();
    }
  }, beat);
  pulse.unref();

  return {
    open(conversation, watermark, request, duplex, head) {
      server.handleUpgrade(request, duplex, head, (socket) => {
        // An earlier window of the same conversation would show everything twice.
        streams.get(conversation)?.socket.close(1000);
        const stream: Stream = { socket, next: watermark, tail: Promise.resolve(), alive: true };
        streams.set(conversation, stream);
        socket.on('pong', () => (stream.alive = true));
        socket.on('message', () => (stream.alive = true));
        socket.on('error', () => socket.terminate());
        socket.on('close', () => {
          if (streams.get(conversation) === stream) streams.delete(conversation);
        });
        catchUp(conversation, stream);
      });
    },
    announce(entry, ended) {
      const stream = streams.get(entry.conversation);
      if (!stream) return;
      if (ended) sayLast(stream, entry);
      else catchUp(entry.conversation, stream, entry);
    },
    changed(conversation) {
      const stream = streams.get(conversation);
      if (stream) catchUp(conversation, stream);
    },
    ended(conversation, language) {
      const stream = streams.get(conversation);
      if (!stream) return;
      // The rows are gone, so the words are said as they always are.
      const entry = { conversation, messageId: '', told: undefined, words: farewell(language), by: 'bot' } as const;
      sayLast(stream, { ...entry, first: stream.next, at: new Date().toISOString() });
    },
    catchUp: () => catchUpAll().catch(() => undefined),
    mention(conversation, activities) {
      const stream = streams.get(conversation);
      if (stream) send(stream, activities);
    },
    sign(conversation, sign) {
      const stream = streams.get(conversation);
      if (stream) send(stream, [signFrom(conversation, sign)]);
      else pollers.sign(conversation, sign);
    },
    polled: (conversation) =>
      streams.has(conversation) ? [] : pollers.asks(conversation).map((sign) => signFrom(conversation, sign)),
    count: () => streams.size,
    isThere: (conversation) => streams.has(conversation) || pollers.isThere(conversation),
    async close() {
      clearInterval(pulse);
      const all = [...streams.values()];
      await Promise.race([Promise.all(all.map((stream) => stream.tail)), pause(goodbye)]);
      const gone = all.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve)));
      for (const { socket } of all) socket.close(1001);
      await Promise.race([Promise.all(gone), pause(goodbye)]);
      for (const { socket } of all) socket.terminate();
      server.close();
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
