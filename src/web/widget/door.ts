import type { Activity } from './messages';

/** What the Direct Line door answered: a body, or only a status. Status 0 is a network that did not carry the question. */
export type Answered<T> =
  { readonly ok: true; readonly status: number; readonly body: T } | { readonly ok: false; readonly status: number };

export interface Granted {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  /** Offered by our own door beside what Direct Line gives. */
  readonly languages?: readonly string[];
  readonly activities?: readonly Activity[];
  readonly watermark?: string;
}

const patience = 15_000;

/** The door as one conversation asks it: with its token, which is renewed when its hour passed while the device slept. */
export interface Door {
  ask<T = unknown>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered<T>>;
  renew(): Promise<Answered<Granted>>;
}

export function makeDoor(base: string, token: () => string, renewed: (token: string) => void): Door {
  const renew = async (): Promise<Answered<Granted>> => {
    const fresh = await ask<Granted>(base, token(), 'POST', '/tokens/refresh');
    if (fresh.ok) renewed(fresh.body.token);
    return fresh;
  };
  return {
    renew,
    async ask<T>(method: 'GET' | 'POST', path: string, body?: unknown) {
      const answer = await ask<T>(base, token(), method, path, body);
      if (answer.status !== 403 || token() === '') return answer;
      const fresh = await renew();
      if (fresh.ok) return ask<T>(base, token(), method, path, body);
      return passes(fresh.status) ? fresh : answer;
    },
  };
}

/** Asks the door once. Never throws. */
async function ask<T>(
  base: string,
  token: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Answered<T>> {
  const given = new AbortController();
  const late = setTimeout(() => given.abort(), patience);
  try {
    const answer = await fetch(base + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: given.signal,
    });
    if (!answer.ok) return { ok: false, status: answer.status };
    return { ok: true, status: answer.status, body: (await answer.json()) as T };
  } catch {
    return { ok: false, status: 0 };
  } finally {
    clearTimeout(late);
  }
}

/** Whether a refusal may pass by itself: no network, a server that restarts, or one that is crowded. */
export function passes(status: number): boolean {
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;
}
