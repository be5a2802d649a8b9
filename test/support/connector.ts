import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';

/** One call that the service made to Teams. */
export interface Called {
  readonly how: 'post' | 'edit';
  readonly conversation: string;
  /** The id of the message: given by Teams at a post, named by the service at an edit. */
  readonly id: string;
  readonly activity: Partial<Activity>;
  readonly authorization: string | undefined;
}

/** How Teams takes the next calls: as usual, not at all, or with a status and headers of the test's own. */
export type Mood = 'well' | 'silent' | { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

/** Teams' side of the Bot Framework on a loopback port: it records what it is called with, and fails when a test wants it to. */
export interface Connector {
  readonly serviceUrl: string;
  readonly called: readonly Called[];
  /** Every try, also those that were not taken. */
  readonly tried: () => number;
  be(mood: Mood): void;
  close(): Promise<void>;
}

export async function openConnector(): Promise<Connector> {
  const called: Called[] = [];
  let mood: Mood = 'well';
  let count = 0;
  let tried = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      tried += 1;
      if (mood === 'silent') return;
      if (typeof mood === 'object') {
        response.writeHead(mood.status, { 'content-type': 'application/json', ...mood.headers });
        response.end('{"error":{"code":"Test","message":"not now"}}');
        return;
      }
      const [, conversation = '', of] =
        /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(request.url ?? '') ?? [];
      const how = request.method === 'PUT' ? 'edit' : 'post';
      count += 1;
      const id = how === 'edit' ? decodeURIComponent(of ?? '') : `message-${count}`;
      called.push({
        how,
        id,
        conversation: decodeURIComponent(conversation),
        activity: JSON.parse(text) as Partial<Activity>,
        authorization: request.headers.authorization,
      });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    called,
    tried: () => tried,
    be(next) {
      mood = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
