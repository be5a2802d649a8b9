import type { Request } from 'restify';
import type { Config } from '../../config';

/** A cookie of the console: read from a request, set by a header. */
export interface Cookie {
  of(request: Request): string | undefined;
  /** The header's value; without seconds it lasts as long as the browser's window. */
  holding(value: string, seconds?: number): string;
  readonly gone: string;
}

export interface ConsoleCookies {
  /** The reference of the session. */
  readonly session: Cookie;
  /** The same for a console in a frame of Teams. */
  readonly sessionInFrame: Cookie;
  /** What a sign-in has begun with, sealed. */
  readonly begun: Cookie;
}

/**
 * The one place that decides how the console's cookies are set. Over https they have the `__Host-` prefix: no other site under the
 * same domain can set or overwrite them. The session's is `Strict`, since every request that needs it comes from the console's own
 * page; what a sign-in has begun with must come along when the organisation sends the browser back, so it is `Lax`. In a frame of Teams
 * the session's is `None` and `Partitioned`: it is kept in a jar of that site's own, so that no other site that shows us in a frame
 * gets it. Moves are also guarded by a header, by Origin and by Sec-Fetch-Site.
 */
export function consoleCookies(config: Pick<Config, 'PUBLIC_ADDRESS'>): ConsoleCookies {
  // Only at home may the address be without https (config.ts).
  const secure = config.PUBLIC_ADDRESS?.startsWith('https:') !== false;
  const cookie = (name: string, sameSite: 'Strict' | 'Lax' | 'None; Partitioned'): Cookie => {
    const full = secure ? `__Host-${name}` : name;
    const holding = (value: string, seconds?: number): string =>
      [
        `${full}=${value}`,
        'Path=/',
        'HttpOnly',
        ...(secure ? ['Secure'] : []),
        `SameSite=${sameSite}`,
        ...(seconds === undefined ? [] : [`Max-Age=${seconds}`]),
      ].join('; ');
    return { of: (request) => valueOf(request, full), holding, gone: holding('', 0) };
  };
  return {
    session: cookie('luotsi-console', 'Strict'),
    sessionInFrame: cookie('luotsi-console', 'None; Partitioned'),
    begun: cookie('luotsi-sign-in', 'Lax'),
  };
}

function valueOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key = '', ...value] = pair.trim().split('=');
    if (key === name) return value.join('=') || undefined;
  }
  return undefined;
}
