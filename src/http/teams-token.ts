import { createPublicKey, type KeyObject } from 'node:crypto';
import { decode, verify } from 'jsonwebtoken';
import { z } from 'zod';
import type { Clock } from '../clock';
import type { Config } from '../config';
import { ServiceError } from '../errors';
import { openDiscovery } from './sign-in/discovery';
import { OrganisationFault, openNetwork, type Network } from './sign-in/network';

/** What a token of Teams tells of a person, besides what their organisation adds: the account and its tenant. */
const claimsSchema = z.looseObject({
  oid: z.string().min(1),
  tid: z.string(),
  scp: z.string(),
});
export type TeamsClaims = z.output<typeof claimsSchema>;

export interface TeamsTokens {
  /**
   * The claims of a token that the organisation has given for this service. Refused with `not-signed-in`, without a reason, and with
   * `sign-in-unreachable` when the organisation's keys cannot be had.
   */
  claimsOf(token: string): Promise<TeamsClaims>;
}

/** What the app's registration lets Teams ask for: to open the console as the person who is signed in. */
const scope = 'access_as_user';
/** How far two clocks may be apart, in seconds. */
const leeway = 300;
const keysKeptMs = 24 * 3_600_000;
/** A key nobody knows is looked for again, but not at every attempt of somebody who makes keys up. */
const askedAgainMs = 5 * 60_000;

const keysSchema = z.object({
  keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })),
});

interface Known {
  readonly issuer: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly at: number;
}

/**
 * Checks tokens that Teams gives to the app's tab: issuer, audience, tenant, scope, time and signature, by the keys that the
 * organisation of the sign-in publishes. `host` is the service's own: an application may be named by it too.
 */
export function teamsTokens(
  config: Config,
  host: string,
  clock: Clock,
  network: () => Network = openNetwork,
): TeamsTokens {
  const discover = openDiscovery(config, clock);
  const client = config.SIGN_IN_CLIENT_ID ?? '';
  const audience: [string, string] = [client, `api://${host}/${client}`];
  let known: Known | undefined;

  const published = async (at: number): Promise<Known> => {
    try {
      const used = network();
      const { issuer, keys } = await discover(used);
      if (keys === undefined) throw new OrganisationFault('no-keys');
      return { issuer, keys: keysIn((await used.sendGetRequestAsync<unknown>(keys)).body), at };
    } catch (error) {
      throw new ServiceError('sign-in-unreachable', { cause: error });
    }
  };
  const keyOf = async (id: string): Promise<{ key: KeyObject; issuer: string }> => {
    const now = clock.now().getTime();
    const old = known === undefined || now - known.at > keysKeptMs;
    const unknown = known?.keys.has(id) === false && now - known.at > askedAgainMs;
    if (old || unknown) known = await published(now);
    const key = known?.keys.get(id);
    if (!known || !key) throw new ServiceError('not-signed-in');
    return { key, issuer: known.issuer };
  };

  return {
    async claimsOf(token) {
      const kid = z
        .object({ header: z.object({ kid: z.string().min(1) }) })
        .safeParse(decode(token, { complete: true }));
      if (!kid.success) throw new ServiceError('not-signed-in');
      const { key, issuer } = await keyOf(kid.data.header.kid);
      const tenant = tenantOf(issuer);
      try {
        const claims = claimsSchema.parse(
          verify(token, key, {
            algorithms: ['RS256'],
            audience,
            // An application that asks for tokens of the first version gets them from the older name of the same issuer.
            issuer: [issuer, `https://sts.windows.net/${tenant}/`],
            clockTimestamp: Math.floor(clock.now().getTime() / 1000),
            clockTolerance: leeway,
          }),
        );
        if (claims.tid !== tenant || !claims.scp.split(' ').includes(scope)) throw new ServiceError('not-signed-in');
        return claims;
      } catch (error) {
        throw new ServiceError('not-signed-in', { cause: error });
      }
    },
  };
}

/** The tenant by its id: an authority may be named by a domain, its issuer never is (`https://…/<tenant>/v2.0`). */
function tenantOf(issuer: string): string {
  return new URL(issuer).pathname.split('/').find((part) => part !== '') ?? '';
}

function keysIn(body: unknown): ReadonlyMap<string, KeyObject> {
  const read = keysSchema.safeParse(body);
  if (!read.success) throw new OrganisationFault('no-keys');
  try {
    return new Map(
      read.data.keys.flatMap((jwk): [string, KeyObject][] =>
        jwk.kid === undefined || jwk.kty !== 'RSA' ? [] : [[jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]],
      ),
    );
  } catch (error) {
    throw new OrganisationFault('no-keys', { cause: error });
  }
}
