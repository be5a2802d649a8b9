import type { IncomingMessage } from 'node:http';
import type { Config } from '../config';

const loopback: readonly string[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** Whether this server listens where only its own machine reaches it, and is not production. */
export function listensAtHome(config: Pick<Config, 'HOST' | 'production'>): boolean {
  return !config.production && ['127.0.0.1', '::1', 'localhost'].includes(config.HOST);
}

/**
 * Whether a request is at home: the server is, the other end is this machine, no proxy stands between (docs/adr/0006), and it was
 * called by a name of this machine: another site's name that leads here (DNS rebinding) is that site's, whoever opens it.
 */
export function isAtHome(request: IncomingMessage, config: Pick<Config, 'HOST' | 'production'>): boolean {
  const passedOn = Object.keys(request.headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded'));
  return (
    listensAtHome(config) &&
    !passedOn &&
    loopback.includes(request.socket.remoteAddress ?? '') &&
    isOwnName(request.headers.host)
  );
}

/** A program without a name for whom it calls is no browser. */
function isOwnName(host: string | undefined): boolean {
  return host === undefined || /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}
