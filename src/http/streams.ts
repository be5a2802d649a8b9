import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { activitiesFrom, type BotActivity } from '../bot/translate';
import { sizeOf, type Entry } from '../conversation/outgoing';
import type { Conversations } from '../conversation/ports';

const mostFromClient = 1024;
const beat = 30_000;

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
  /** Words that could not be stored (an apology): shown to whoever has the conversation open, and not kept. */
  mention(conversation: string, activities: readonly BotActivity[]): void;
  count(): number;
  /** Whether the family has the conversation's window open. */
  isThere(conversation: string): boolean;
  close(): void;
}

/** The open windows of families. What they show comes from the conversation's log alone. */
export function makeStreams(conversations: Pick<Conversations, 'log'>): Streams {
  const server = new WebSocketServer({ noServer: true, maxPayload: mostFromClient });
  const streams = new Map<string, Stream>();

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

  const pulse = setInterval(() => {
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
      if (!ended) return catchUp(entry.conversation, stream, entry);
      stream.tail = stream.tail.then(() => {
        deliver(stream, [entry]);
        stream.socket.close(1000);
      });
    },
    mention(conversation, activities) {
      const stream = streams.get(conversation);
      if (stream) send(stream, activities);
    },
    count: () => streams.size,
    isThere: (conversation) => streams.has(conversation),
    close() {
      clearInterval(pulse);
      for (const stream of streams.values()) stream.socket.close(1001);
      server.close();
    },
  };
}
