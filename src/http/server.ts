import { join } from 'node:path';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import * as restify from 'restify';
import type { Config } from '../config';
import type { Clock } from '../clock';
import type { Content } from '../content/content';
import { ServiceError } from '../errors';
import type { Log } from '../log';
import { longestStop, makeDrain } from './drain';
import { isAtHome } from './home';
import { guarded, plain, refuse, type Handler } from './reply';
import { watermarkOf } from './routes/direct-line';
import { pageRoutes } from './routes/pages';
import type { Streams } from './streams';
import type { Tokens } from './tokens';
import { openWidgetFiles } from './widget-files';

export interface ServerParts {
  readonly config: Config;
  readonly content: Content;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokens: Tokens;
  readonly streams: Streams;
  /** Routes by method and path, each room's own. */
  readonly routes: Readonly<Record<string, Handler>>;
  /** The folder of the built browser programs. */
  readonly web: string;
}

export interface RunningServer {
  readonly address: string;
  /** Answers all that was begun and closes; for `lead` milliseconds before that it goes on serving, for balancers to look away. */
  close(lead?: number): Promise<void>;
}

const day = 24 * 60 * 60_000;
/** Windows open at once; each costs some kilobytes, and one conversation has one. */
const mostStreams = 20_000;

const quietly = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {}, trace: () => {}, fatal: () => {} };

/** Starts the one server: pages, doors and console on one port. Port 0 takes a free one. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { config, content, clock, log, web } = parts;
  const widget = openWidgetFiles(join(web, 'widget.js'), join(config.DATA_FOLDER, 'widget-versions'), clock.now());
  const days = setInterval(() => widget.touch(clock.now()), day);
  days.unref();
  const server = restify.createServer({
    name: '',
    handleUncaughtExceptions: false,
    // restify's own log would write whole requests; ours writes only allowed fields.
    log: { ...quietly, child: () => quietly } as never,
  });
  server.server.requestTimeout = 30_000;
  server.server.headersTimeout = 15_000;
  // Who sends its request a letter at a time is looked for often; it holds a socket until then, and nobody else up.
  Object.assign(server.server, { connectionsCheckingInterval: 5_000 });

  const drain = makeDrain();
  server.pre((request: restify.Request, response: restify.Response, next: restify.Next) => {
    drain.watch(response);
    crossOrigin(request, response, parts);
    if (request.method === 'OPTIONS') {
      plain(response, 204, '');
      next(false);
      return;
    }
    next();
  });
  for (const [route, handler] of Object.entries({
    ...pageRoutes({ config, content, clock, web, widget }),
    ...parts.routes,
  })) {
    const [method = '', path = ''] = route.split(' ');
    const handle = guarded(log, route, handler);
    // restify reads the number of arguments: an async handler takes exactly two and returns nothing.
    const two = async (request: restify.Request, response: restify.Response): Promise<void> =>
      handle(request, response);
    if (method === 'GET') server.get(path, two as never);
    else server.post(path, two as never);
  }
  server.on(
    'restifyError',
    (request: restify.Request, response: restify.Response, error: { statusCode?: number }, done: () => void) => {
      const code = error.statusCode === 404 ? 'not-found' : error.statusCode === 405 ? 'method-refused' : undefined;
      refuse(code === undefined ? error : new ServiceError(code), response, log, 'unknown');
      void request;
      done();
    },
  );
  server.server.on('upgrade', (request, socket, head) => {
    openStream(parts, request, socket, head).catch((error: unknown) => {
      const why = error instanceof ServiceError && error.status >= 500 ? '503 Service Unavailable' : '403 Forbidden';
      socket.end(`HTTP/1.1 ${why}\r\nconnection: close\r\n\r\n`);
    });
  });

  await new Promise<void>((resolve, reject) => {
    // restify passes its server's errors on as its own; unheard there, they would end the process.
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    address: `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}`,
    async close(lead = 0) {
      const end = performance.now() + longestStop;
      clearInterval(days);
      drain.begin();
      await new Promise((resolve) => setTimeout(resolve, lead));
      await drain.finish(server.server, Math.max(0, end - performance.now()));
      // What was stored last is still shown; then the windows are told to look for another replica.
      await parts.streams.close();
      server.server.closeAllConnections();
    },
  };
}

/** Opens a family's stream: its ticket is for this conversation, and has not been used anywhere. */
async function openStream(parts: ServerParts, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  // A client that goes away while its ticket is looked up must not end the process.
  socket.on('error', () => undefined);
  if (parts.streams.count() >= mostStreams) throw new ServiceError('service-unavailable');
  const url = new URL(request.url ?? '/', 'http://localhost');
  const asked = /^\/directline\/conversations\/([\w-]{1,100})\/stream$/.exec(url.pathname)?.[1];
  const conversation = await parts.tokens.redeem(url.searchParams.get('t') ?? '');
  if (asked !== conversation) throw new ServiceError('token-refused');
  parts.streams.open(conversation, watermarkOf(url.searchParams.get('watermark')), request, socket, head);
}

/** Only the sites that a region names and our own address may call from a browser; at home any page of this machine. */
function crossOrigin(request: restify.Request, response: restify.Response, parts: ServerParts): void {
  const { origin } = request.headers;
  if (origin === undefined || !(request.url ?? '').startsWith('/directline/')) return;
  const sites = [
    ...Object.values(parts.content.regions).flatMap((region) => region.sites),
    parts.config.PUBLIC_ADDRESS,
  ].filter((site) => typeof site === 'string');
  const allowed = isAtHome(request, parts.config) || sites.some((site) => new URL(site).origin === origin);
  if (!allowed) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'origin');
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.setHeader('access-control-allow-headers', 'authorization, content-type, x-ms-bot-agent, x-requested-with');
  response.setHeader('access-control-max-age', '600');
}
