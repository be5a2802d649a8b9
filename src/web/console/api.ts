import { once } from './once';
import { Refused } from './refused';
import type { AuditLine, Consult, Detail, Listed, Me, PipeTrouble, TakenContact } from './shapes';

/** A deed: done once, however often it is sent until it is answered. */
const deed = <T>(path: string, body: object): Promise<T> =>
  once(`${path} ${JSON.stringify(body)}`, (key) => ask<T>('POST', path, body, { 'idempotency-key': key }));

const nothingToTell = 204;

async function ask<T>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  more: Readonly<Record<string, string>> = {},
): Promise<T> {
  const answer = await fetch(`/console/api${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-luotsi': 'console', ...more },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused(0, 'offline');
  });
  const told: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok)
    throw new Refused(answer.status, (told as { error?: { code?: string } } | undefined)?.error?.code ?? 'fault');
  // Cut off in the middle: it may have been done, and only the answer is lost.
  if (told === undefined && answer.status !== nothingToTell) throw new Refused(0, 'offline');
  return told as T;
}

/** What the line says when it opens; it tells of no change. */
const greeting = 'hello';

/** How long to wait before refused news are asked for again. */
const pause = 10_000;

const one = (id: string): string => `/handoffs/${encodeURIComponent(id)}`;

/** Which handoffs a list holds: those that still ask something of somebody, those that are over, or both. */
export type Listing = 'open' | 'closed' | 'all';

/** What the console asks of the server. Every call may throw a `Refused`. */
export const api = {
  me: () => ask<Me>('GET', '/me'),
  troubles: async () => (await ask<{ troubles: readonly PipeTrouble[] }>('GET', '/pipe')).troubles,
  list: async (state: Listing) =>
    (await ask<{ handoffs: readonly Listed[] }>('GET', `/handoffs?state=${state}`)).handoffs,
  /** The handoff with a case number, if this worker's areas have it. */
  withCase: async (number: string) =>
    (
      await ask<{ handoffs: readonly Listed[] }>('GET', `/handoffs?state=all&case=${encodeURIComponent(number)}`)
    ).handoffs.at(0),
  open: (id: string) => ask<Detail>('GET', one(id)),
  byCode: (code: string) => ask<Detail>('POST', '/code', { code }),
  move: (id: string, move: string, body: object = {}) => deed<{ moved: true }>(`${one(id)}/${move}`, body),
  draft: (id: string, text: string) => ask<unknown>('POST', `${one(id)}/draft`, { text }),
  /** Lets the family see that this worker types, or up to when they have read; it is kept nowhere. */
  sign: (id: string, sign: { sign: 'typing' } | { sign: 'read'; at: string }) =>
    ask<unknown>('POST', `${one(id)}/sign`, sign),
  copy: async (id: string, language: string) =>
    (await ask<{ text: string }>('GET', `${one(id)}/copy?language=${language}`)).text,
  take: (contact: TakenContact) => deed<{ id: string; case: string }>('/handoffs', contact),
  away: (away: boolean) => ask<unknown>('POST', '/away', { away }),
  consults: async () => (await ask<{ consults: readonly Consult[] }>('GET', '/consults')).consults,
  answer: (id: string, text: string) => deed<unknown>(`/consults/${encodeURIComponent(id)}/answer`, { text }),
  audit: async (subject: string) =>
    (await ask<{ lines: readonly AuditLine[] }>('GET', `/audit?subject=${encodeURIComponent(subject)}`)).lines,
  /** The worker did something themselves. */
  present: () => ask<unknown>('POST', '/session'),
  /** How many seconds the session lasts without the worker, and at the most. */
  session: () => ask<{ endsIn: number; lastsFor: number }>('GET', '/session'),
  signOut: () => ask<unknown>('POST', '/sign-out'),
  /** Calls back at every change of the queue, whenever the line to the server breaks or comes back, and when a family types. */
  news(heard: () => void, connected: (there: boolean) => void, typing: (handoff: string) => void): () => void {
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    const listen = (): void => {
      source = new EventSource('/console/api/news');
      source.onopen = () => connected(true);
      source.onmessage = ({ data }) => {
        if (data !== greeting) heard();
      };
      source.addEventListener('typing', ({ data }) => typing(String(data)));
      source.onerror = () => {
        connected(false);
        // A browser asks again by itself, unless it was refused: then the list tells why, and we ask again.
        if (source.readyState !== EventSource.CLOSED) return;
        heard();
        again = setTimeout(listen, pause);
      };
    };
    listen();
    return () => {
      clearTimeout(again);
      source.close();
    };
  },
};
