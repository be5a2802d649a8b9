import type { Request } from 'restify';
import type { Config } from '../config';
import { ServiceError } from '../errors';
import { isAtHome } from './home';

/**
 * Refuses what a worker's browser was made to ask by another site (CSRF), whatever its cookies. A browser tells where a request
 * comes from in `Sec-Fetch-Site` and `Origin`; a program has neither, and no cookie to misuse. Whatever changes something also needs
 * a header that no form can set, and that another site's script may not.
 */
export function fromOwnPage(request: Request, config: Config): void {
  const { origin, 'sec-fetch-site': site, 'x-luotsi': named } = request.headers;
  const reading = request.method === 'GET';
  const ours =
    (site === undefined || site === 'same-origin' || (reading && site === 'none')) &&
    (origin === undefined || isOwn(origin, request, config)) &&
    (reading || named === 'console');
  if (!ours) throw new ServiceError('not-permitted');
}

function isOwn(origin: string, request: Request, config: Config): boolean {
  if (config.PUBLIC_ADDRESS !== undefined && new URL(config.PUBLIC_ADDRESS).origin === origin) return true;
  return isAtHome(request, config) && origin === `http://${request.headers.host ?? ''}`;
}
