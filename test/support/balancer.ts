import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

export interface Balancer {
  readonly address: string;
  /** Requests that no replica took, and requests whose replica broke off in the middle. */
  readonly refused: () => number;
  readonly broken: () => number;
  /** The replicas that are asked in turn. */
  use(addresses: readonly string[]): void;
  /** Where sockets go; without one, in turn as all else. */
  socketsTo(address: string | undefined): void;
  close(): Promise<void>;
}

/**
 * A balancer without sticky sessions: each request goes to the next replica, whichever conversation it is of. It asks /readyz
 * now and then, and sends nothing to who says no; a request that nobody took goes to another.
 */
export async function openBalancer(addresses: readonly string[], every = 50): Promise<Balancer> {
  let all = [...addresses];
  let ready = new Set(all);
  let turn = 0;
  let refused = 0;
  let broken = 0;
  let sockets: string | undefined;
  const next = (): string[] => {
    turn += 1;
    const able = all.filter((one) => ready.has(one));
    const list = able.length > 0 ? able : all;
    return list.map((_, index) => list[(turn + index) % list.length] ?? '');
  };
  const look = async (): Promise<void> => {
    const told = await Promise.all(
      all.map(async (one) => ((await fetch(`${one}/readyz`).catch(() => undefined))?.ok === true ? [one] : [])),
    );
    ready = new Set(told.flat());
  };
  const timer = setInterval(() => void look(), every);

  const pass = (request: IncomingMessage, response: ServerResponse, body: Buffer, targets: readonly string[]): void => {
    const [target, ...others] = targets;
    if (target === undefined) {
      refused += 1;
      response.writeHead(502);
      response.end();
      return;
    }
    const onward = http.request(
      new URL(request.url ?? '/', target),
      { method: request.method ?? 'GET', headers: { ...request.headers, host: new URL(target).host }, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') return pass(request, response, body, others);
      broken += 1;
      if (response.headersSent || response.destroyed) return response.destroy();
      response.writeHead(502);
      response.end();
    });
    onward.end(body);
  };
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => pass(request, response, Buffer.concat(parts), next()));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = new URL(sockets ?? next()[0] ?? '');
    const onward = net.connect(Number(target.port), target.hostname, () => {
      const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      onward.write(`GET ${request.url ?? '/'} HTTP/1.1\r\n${headers.join('')}\r\n`);
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refused: () => refused,
    broken: () => broken,
    use(addresses_) {
      all = [...addresses_];
      ready = new Set(all);
    },
    socketsTo: (address) => (sockets = address),
    async close() {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
