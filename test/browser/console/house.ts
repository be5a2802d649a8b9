import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { consolePage } from '../../../src/http/pages';
import type { AuditLine, Consult, Detail, Me, PipeTrouble } from '../../../src/web/console/shapes';
import { root } from '../../support/root';
import { detailOf, me, queue } from './cases';

/** What the console sent, in the order it was sent. */
export interface Sent {
  readonly path: string;
  readonly body: unknown;
}

/**
 * A house with the console's page and nobody's cases behind it: every screen can be stood in any state, and the server can fail
 * when a test says so. What moves do is proved against the real service in the walk.
 */
export interface ConsoleHouse {
  readonly address: string;
  readonly sent: readonly Sent[];
  readonly cases: Map<string, Detail>;
  readonly me: { now: Me };
  /** What is wrong with the notices; the consoles hear of it at the next news. */
  troubles: readonly PipeTrouble[];
  /** The next calls to a path are refused with this status and code, until it is set to undefined. */
  refuse: { readonly path: RegExp; readonly status: number; readonly code: string } | undefined;
  /** Tells the open consoles that something changed. */
  news(): void;
  /** Breaks every open line of news. */
  hangUp(): void;
  close(): Promise<void>;
}

const consult: Consult = {
  id: 'c1',
  case: 'LU-5GNV',
  region: 'etela-pohjanmaa',
  area: 'lapua',
  to: 'public-health-nurse',
  need: 'child_sleep',
  ageBand: ['under-school'],
  text: 'Miten vauvan unen tuessa kannattaa edetä?',
  at: new Date().toISOString(),
  answers: [{ at: new Date().toISOString(), by: 'Työntekijä Kaksi', text: 'Ehdota ensin unipäiväkirjaa.' }],
};
const line: AuditLine = {
  at: new Date().toISOString(),
  name: 'Työntekijä Kaksi',
  action: 'view',
  subject: 'theirs',
  caseNumber: 'LU-8CDF',
  purpose: 'guidance of families',
  detail: '',
};

export async function openConsoleHouse(): Promise<ConsoleHouse> {
  const sent: Sent[] = [];
  const streams = new Set<ServerResponse>();
  const cases = new Map(queue.map((row) => [row.id, detailOf(row)]));
  const house = {
    refuse: undefined as ConsoleHouse['refuse'],
    troubles: [] as ConsoleHouse['troubles'],
    me: { now: me },
  };
  const file = (name: string): Buffer => readFileSync(join(root, 'dist', 'web', name));
  const json = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };

  const answer = (method: string, url: URL, body: unknown, response: ServerResponse): void => {
    const path = url.pathname.replace('/console/api', '');
    if (method === 'POST') sent.push({ path, body });
    if (house.refuse?.path.test(path) === true)
      return json(response, house.refuse.status, { error: { code: house.refuse.code } });
    if (path === '/news') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: hello\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    if (path === '/session') return json(response, 200, { endsIn: 1800, lastsFor: 36000 });
    if (path === '/pipe') return json(response, 200, { troubles: house.troubles });
    if (path === '/me') return json(response, 200, house.me.now);
    if (path === '/consults') return json(response, 200, { consults: [consult] });
    if (path === '/audit')
      return json(response, 200, { lines: url.searchParams.get('subject') === 'LU-8CDF' ? [line] : [] });
    if (path === '/code') return json(response, 200, cases.get('mine'));
    if (path === '/handoffs' && method === 'POST') return json(response, 200, { id: 'phone', case: 'LU-6YEZ' });
    if (path === '/handoffs') {
      const over = (one: Detail): boolean => one.state === 'closed' || one.state === 'withdrawn';
      const wished = url.searchParams.get('state');
      const number = url.searchParams.get('case');
      const handoffs = [...cases.values()]
        .filter((one) => wished === 'all' || over(one) === (wished === 'closed'))
        .filter((one) => number === null || one.case === number);
      return json(response, 200, { handoffs });
    }
    const [, , id = '', last] = path.split('/');
    const found = cases.get(decodeURIComponent(id));
    if (path.startsWith('/handoffs/') && found === undefined)
      return json(response, 404, { error: { code: 'handoff-unknown' } });
    if (last === 'copy') return json(response, 200, { text: 'Asia: lapsen uni\nOhjaus: neuvola' });
    return json(response, 200, method === 'GET' ? found : { moved: true });
  };

  const server = createServer((request, response) => {
    void serve(request, response);
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/console/api/')) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      return answer(request.method ?? 'GET', url, text === '' ? undefined : JSON.parse(text), response);
    }
    if (url.pathname === '/console') {
      const page = consolePage();
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
      response.end(page.text);
    } else if (/^\/console\.(js|css)$/.test(url.pathname)) {
      const type = url.pathname.endsWith('.js') ? 'text/javascript' : 'text/css';
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
      response.end(file(url.pathname.slice(1)));
    } else {
      response.writeHead(404);
      response.end();
    }
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(house, {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    sent,
    cases,
    news: () => streams.forEach((stream) => stream.write('data: queue\n\n')),
    hangUp: () => streams.forEach((stream) => stream.destroy()),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
