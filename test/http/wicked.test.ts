import fc from 'fast-check';
import { request } from 'node:http';
import net from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openWindow } from '../support/family-window';
import { plainWindow } from '../support/plain-window';
import { startTestService, type TestService } from '../support/service';
import { places, wickedRequest, type WickedRequest } from '../support/wicked';

/** WICKED_REQUESTS=10000 makes it long. */
const requests = Number(process.env['WICKED_REQUESTS'] ?? 600);
const atOnce = 8;
const mostGrowth = 20 * 2 ** 20;

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ env: { LIMIT_CONVERSATION: '100000000', LIMIT_TOKEN: '100000000' } });
});
afterAll(() => service.close());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

interface Known {
  readonly conversation: string;
  readonly token: string;
  readonly form: string;
}

const filled = (text: string, known: Known): string =>
  text
    .replaceAll(places.conversation, known.conversation)
    .replaceAll(places.token, known.token)
    .replaceAll(encodeURIComponent(places.form), encodeURIComponent(known.form));

/** Sends it as it is; status 0 when the connection broke. */
function send(wicked: WickedRequest, known: Known): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(service.address);
  return new Promise((resolve) => {
    const body = wicked.body === undefined ? undefined : filled(wicked.body, known);
    const headers = Object.entries(wicked.headers).map(
      ([name, text]) => [name, filled(text, known).replace(/[^\x20-\x7e]/g, '?')] as const,
    );
    try {
      const asked = request(
        {
          hostname,
          port,
          path: filled(wicked.path, known),
          method: wicked.method,
          headers: {
            ...Object.fromEntries(headers),
            ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          },
          agent: false,
          timeout: 20_000,
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
          answer.on('error', () => resolve({ status: 0, text: '' }));
        },
      );
      asked.on('error', () => resolve({ status: 0, text: '' }));
      asked.on('timeout', () => {
        asked.destroy();
        resolve({ status: -1, text: 'nothing was answered' });
      });
      asked.end(body);
    } catch {
      // Node's own client refuses to send some of it: that is no finding.
      resolve({ status: 0, text: '' });
    }
  });
}

it(`answers ${requests} wicked requests at every door without a fault, a crash or a leak`, async () => {
  const family = await openWindow(service.address);
  const page = plainWindow(service);
  await page.open('/keskustelu');
  await page.press('Aloita');
  const known: Known = {
    conversation: family.conversation,
    token: family.granted.token,
    form: page.page().forms.find((form) => 'token' in form.hidden)?.hidden['token'] ?? '',
  };
  const all = fc.sample(wickedRequest, { numRuns: requests, seed: 20261122 });
  const wrong: { wicked: WickedRequest; status: number; text: string }[] = [];
  let statuses = 0;
  let half = 0;
  for (let from = 0; from < all.length; from += atOnce) {
    if (half === 0 && from >= all.length / 2) half = heap();
    await Promise.all(
      all.slice(from, from + atOnce).map(async (wicked) => {
        const { status, text } = await send(wicked, known);
        if (status > 0) statuses += 1;
        if (status >= 500 || status < 0) wrong.push({ wicked, status, text });
      }),
    );
  }
  const faults = service.lines.filter((line) => line.level === 'error');
  expect(faults).toEqual([]);
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(statuses).toBeGreaterThan(requests / 2);
  expect(heap() - half).toBeLessThan(mostGrowth);
  expect((await fetch(`${service.address}/livez`)).status).toBe(200);
  expect((await openWindow(service.address)).words.length).toBeGreaterThan(0);
}, 900_000);

it('outlives what is no HTTP at all', async () => {
  const { hostname, port } = new URL(service.address);
  const garbage = fc.sample(
    fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      fc.string().map((text) => Buffer.from(`${text}\r\n\r\n`)),
    ),
    { numRuns: 100, seed: 7 },
  );
  const upgrades = ['', 'stream', 'x/stream?t=', `${'a'.repeat(100)}/stream?t=a.b`, '%ff/stream'].map((path) =>
    Buffer.from(
      `GET /directline/conversations/${path} HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n`,
    ),
  );
  await Promise.all(
    [...garbage, ...upgrades].map(
      (bytes) =>
        new Promise<void>((resolve) => {
          const socket = net.connect(Number(port), hostname, () => socket.end(bytes));
          socket.on('error', () => resolve());
          socket.on('close', () => resolve());
          socket.resume();
        }),
    ),
  );
  expect((await fetch(`${service.address}/livez`)).status).toBe(200);
}, 60_000);
