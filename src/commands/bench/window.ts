import { Agent, request } from 'node:http';
import type { AnswerValue } from '../../conversation/contract';

/** What a request was answered with; status 0 when nothing came. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

/** A client of one address that keeps its connections. */
export interface Caller {
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answered>;
  close(): void;
}

/** Plain node:http: the measuring must cost less than what is measured. */
export function openCaller(address: string, sockets = 256): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const { hostname, port } = new URL(address);
  return {
    close: () => agent.destroy(),
    call: (method, path, body, token) =>
      new Promise((resolve) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        const asked = request(
          {
            agent,
            hostname,
            port,
            path,
            method,
            headers: {
              ...(text === '' ? {} : { 'content-type': 'application/json' }),
              'content-length': Buffer.byteLength(text),
              ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            },
          },
          (answer) => {
            const parts: Buffer[] = [];
            answer.on('data', (part: Buffer) => parts.push(part));
            answer.on('end', () =>
              resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
            );
            answer.on('error', () => resolve({ status: 0, text: '' }));
          },
        );
        asked.on('error', () => resolve({ status: 0, text: '' }));
        asked.end(text);
      }),
  };
}

/** A family's side of the Direct Line door. */
export interface Window {
  readonly conversation: string;
  readonly token: string;
}

/** Begins a conversation; nothing when the door did not answer. */
export async function openWindow(caller: Caller): Promise<Window | undefined> {
  const begun = await caller.call('POST', '/directline/conversations', { locale: 'fi' });
  if (begun.status !== 201) return undefined;
  const { conversationId, token } = JSON.parse(begun.text) as { conversationId: string; token: string };
  return { conversation: conversationId, token };
}

/** Says one thing; the same id again is the same message. */
export function sayIn(caller: Caller, window: Window, said: string | AnswerValue, id: string): Promise<Answered> {
  return caller.call(
    'POST',
    `/directline/conversations/${window.conversation}/activities`,
    {
      type: 'message',
      from: { id: 'family' },
      ...(typeof said === 'string' ? { text: said } : { value: said }),
      channelData: { clientActivityID: id },
    },
    window.token,
  );
}
