import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'restify';
import { refusals, ServiceError } from '../errors';
import { faultOf, type Log } from '../log';

/** A handler as restify wants it: two arguments, and nothing returned (a returned response would be logged whole). */
export type Handler = (request: Request, response: Response) => Promise<void>;

export function json(response: Response, status: number, body: unknown): void {
  plain(response, status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8', ...neverAPage });
}

/** Data that is opened as a page, or put into somebody's frame, shows and runs nothing. */
const neverAPage = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" } as const;

export function html(
  response: Response,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  plain(response, status, text, { 'content-type': 'text/html; charset=utf-8', ...headers });
}

/** What every answer carries: no cache keeps it unless it says so, no browser takes it for another type than it is. */
export const everyAnswer = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** Sends as it is, past restify's formatters but within its bookkeeping. */
export function plain(
  response: Response,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): void {
  // With its length told, an answer leaves in one piece.
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  response.sendRaw(status, body, { ...everyAnswer, ...length, ...headers } as Record<string, string>);
}

/** A part of the address that the route has named. */
export function pathPart(request: Request, name: string): string {
  const value = (request.params as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

/** Where families and workers find this service, without a slash at the end; at home the address that was asked. */
export function publicAddress(
  request: Request,
  config: { readonly PUBLIC_ADDRESS?: string | undefined; readonly HOST: string; readonly PORT: number },
): string {
  if (config.PUBLIC_ADDRESS !== undefined) return config.PUBLIC_ADDRESS.replace(/\/$/, '');
  const { host } = request.headers;
  // What a caller names as our host ends in a policy and in addresses: only what a host can look like is taken.
  return `http://${host !== undefined && /^[\w.:[\]-]{1,255}$/.test(host) ? host : `${config.HOST}:${config.PORT}`}`;
}

export function newReference(): string {
  return randomBytes(4).toString('hex').toUpperCase();
}

/** Catches what a handler throws: a refusal is told by its code, anything else only by a reference that the log knows. */
export function guarded(log: Log, route: string, handler: Handler): Handler {
  return async (request, response) => {
    const started = performance.now();
    try {
      await handler(request, response);
    } catch (error) {
      refuse(error, response, log, route);
    }
    log.info('request', {
      route,
      method: request.method ?? '',
      status: response.statusCode,
      milliseconds: Math.round(performance.now() - started),
    });
  };
}

export function refuse(error: unknown, response: Response, log: Log, route: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof ServiceError) {
    if (error.code === 'service-unavailable') log.error('the database does not answer', { route, ...faultOf(error) });
    // What is left of a body that is too large is not read: the connection ends with the answer.
    if (error.code === 'body-too-large') response.setHeader('connection', 'close');
    const message: string | undefined = refusals[error.code].say;
    if (message === undefined) {
      plain(response, error.status, '');
    } else json(response, error.status, { error: { code: error.code, message } });
    return;
  }
  const reference = faultReference(error, log, route);
  json(response, 500, { error: { code: 'fault', reference } });
}

/** Writes a fault to the log and gives the reference by which it is found there. */
export function faultReference(error: unknown, log: Log, route: string): string {
  const reference = newReference();
  log.error('request failed', { reference, route, ...faultOf(error) });
  return reference;
}
