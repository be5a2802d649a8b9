import { z } from 'zod';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import { OrganisationFault, type Network } from './network';

/** What the organisation tells of its sign-in (OpenID Connect Discovery 1.0). */
export interface Discovered {
  readonly issuer: string;
  readonly wayOut: string | undefined;
  /** Where it publishes the keys that it signs with, on a known host; nothing where it tells of none. */
  readonly keys: string | undefined;
  /** The document as it came, for the library. */
  readonly document: string;
}

const documentSchema = z.looseObject({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  end_session_endpoint: z.url().optional(),
  jwks_uri: z.url().optional(),
});

const keptFor = 60 * 60_000;

/** The authority as the library wants it: without a version or a slash behind. */
export function authorityOf(config: Pick<Config, 'SIGN_IN_AUTHORITY'>): string {
  return (config.SIGN_IN_AUTHORITY ?? '').replace(/\/+$/, '').replace(/\/v2\.0$/, '');
}

/** The hosts that may speak for the organisation: the authority's own, and those of the setting. */
export function knownHosts(config: Pick<Config, 'SIGN_IN_AUTHORITY' | 'SIGN_IN_KNOWN_AUTHORITIES'>): readonly string[] {
  return [new URL(authorityOf(config)).host, ...(config.SIGN_IN_KNOWN_AUTHORITIES ?? [])];
}

/**
 * Reads the organisation's own description of its sign-in and keeps it for an hour. An address on a host that is not known, or
 * without https, is a fault: the client secret would be sent there, or its keys would be believed.
 */
export function openDiscovery(config: Config, clock: Clock): (network: Network) => Promise<Discovered> {
  const address = `${authorityOf(config)}/v2.0/.well-known/openid-configuration`;
  let kept: { readonly found: Discovered; readonly until: number } | undefined;
  return async (network) => {
    const now = clock.now().getTime();
    if (kept && now < kept.until) return kept.found;
    const answer = await network.sendGetRequestAsync<unknown>(address);
    const read = documentSchema.safeParse(answer.body);
    if (!read.success) throw new OrganisationFault('no-description');
    const { issuer, authorization_endpoint, token_endpoint, end_session_endpoint: wayOut, jwks_uri: keys } = read.data;
    const known = knownHosts(config);
    for (const one of [issuer, authorization_endpoint, token_endpoint, wayOut, keys]) {
      if (one === undefined) continue;
      const { protocol, host } = new URL(one);
      if (protocol !== 'https:' || !known.includes(host)) throw new OrganisationFault('unknown-host');
    }
    const found = { issuer, wayOut, keys, document: JSON.stringify(answer.body) };
    kept = { found, until: now + keptFor };
    return found;
  };
}
