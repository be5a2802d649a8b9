import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';

/** What replicas tell each other: that something has changed, by ids; what has changed is read from the database. */
export const changeSchema = z.union([
  z.literal('queue'),
  z.strictObject({
    conversation: z.string(),
    /** The language it was last answered in, so that every replica can apologise in it. */
    language: z.string().optional(),
    /** The family has left: there is nothing more to read. */
    ended: z.literal(true).optional(),
  }),
  /** What is seen between messages: of the worker in this conversation, or of its family. */
  z.strictObject({
    conversation: z.string(),
    seen: z.union([
      z.strictObject({ sign: z.literal('typing') }),
      z.strictObject({ sign: z.literal('read'), at: z.string() }),
      z.literal('family'),
    ]),
  }),
  /** Whether another replica has the window of this conversation open: asked, and answered by the one that has it. */
  z.strictObject({ conversation: z.string(), window: z.enum(['asked', 'there']) }),
]);

export type Change = z.output<typeof changeSchema>;

/** The other replicas of this service on the same database. */
export interface Replicas {
  /** Tells them of a change within milliseconds; never waited for. While the line is broken, changes are kept and told afterwards. */
  tell(change: Change): void;
  close(): Promise<void>;
}

/** Hears of each change made elsewhere; `missed` when some may not have been heard. */
export type Heard = (change: Change | 'missed') => void;

const channel = 'luotsi';
const letterSchema = z.object({ from: z.string(), missed: z.literal(true).optional(), changes: z.array(z.unknown()) });
/** PostgreSQL refuses a notice of 8,000 bytes. */
const mostBytes = 7_000;
const mostKept = 10_000;
const gather = 3;
const beat = 10_000;
const firstPause = 100;
const longestPause = 5_000;

/** The embedded file serves one process: there is nobody to tell. */
export const noReplicas: Replicas = { tell: () => {}, close: () => Promise.resolve() };

/**
 * Replicas by PostgreSQL's LISTEN and NOTIFY on a connection of its own. Changes are gathered for some milliseconds and told after
 * the commit, outside of it, so that commits of different conversations never wait for each other.
 */
export function openReplicas(url: string, heard: Heard): Replicas {
  const self = randomUUID();
  let line: Client | undefined;
  let kept: Change[] = [];
  let overflown = false;
  let closed = false;
  let pause = firstPause;
  let sending = false;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const client = new Client({
      connectionString: url,
      keepAlive: true,
      query_timeout: 5_000,
      connectionTimeoutMillis: 5_000,
    });
    let over = false;
    const gone = (): void => {
      if (over) return;
      over = true;
      if (line === client) line = undefined;
      void client.end().catch(() => undefined);
      if (closed) return;
      again = setTimeout(() => void connect(), pause);
      again.unref();
      pause = Math.min(longestPause, pause * 2);
    };
    client.on('error', () => undefined);
    client.once('end', gone);
    client.on('notification', ({ payload }) => take(payload ?? ''));
    try {
      await client.connect();
      // A notice lost with the database is told again by whoever connects again.
      await client.query(`set synchronous_commit = off; listen ${channel}`);
      line = client;
      pause = firstPause;
      heard('missed');
      plan();
    } catch {
      gone();
    }
  };
  let again: NodeJS.Timeout | undefined;

  const take = (payload: string): void => {
    const read = letterSchema.safeParse(parsed(payload));
    if (!read.success || read.data.from === self) return;
    if (read.data.missed) heard('missed');
    for (const told of read.data.changes) {
      // What a newer replica tells and this one does not know yet is nothing to it.
      const change = changeSchema.safeParse(told);
      if (change.success) heard(change.data);
    }
  };

  const plan = (): void => {
    if (timer !== undefined || sending || closed || (kept.length === 0 && !overflown)) return;
    timer = setTimeout(() => {
      timer = undefined;
      void send();
    }, gather);
  };
  const send = async (): Promise<void> => {
    const asked = line;
    if (!asked) return;
    const { text, count } = letter(self, kept, overflown);
    sending = true;
    try {
      await asked.query('select pg_notify($1, $2)', [channel, text]);
      kept = kept.slice(count);
      overflown = false;
    } catch {
      asked.emit('end');
    } finally {
      sending = false;
      plan();
    }
  };
  const pulse = setInterval(() => {
    const asked = line;
    asked?.query('select 1').catch(() => asked.emit('end'));
  }, beat);
  pulse.unref();
  void connect();

  return {
    tell(change) {
      if (kept.length >= mostKept) {
        kept = [];
        overflown = true;
      }
      kept.push(change);
      plan();
    },
    async close() {
      clearInterval(pulse);
      clearTimeout(again);
      clearTimeout(timer);
      if (kept.length > 0) await send();
      closed = true;
      clearTimeout(timer);
      await line?.end().catch(() => undefined);
    },
  };
}

/** As many of the changes as one notice can carry. */
function letter(from: string, changes: readonly Change[], missed: boolean): { text: string; count: number } {
  let count = 0;
  let bytes = 100;
  for (const change of changes) {
    bytes += JSON.stringify(change).length + 1;
    if (bytes > mostBytes) break;
    count += 1;
  }
  const text = JSON.stringify({ from, ...(missed ? { missed } : {}), changes: changes.slice(0, count) });
  return { text, count };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
