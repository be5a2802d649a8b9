import { createPublicKey, type KeyObject } from 'node:crypto';
import { decode, verify } from 'jsonwebtoken';
import { z } from 'zod';
import type { Clock } from '../clock';
import { ServiceError } from '../errors';

/** What a token of Teams tells of a person, besides what their organisation adds: the account and its tenant. */
const claimsSchema = z.looseObject({
  oid: z.string().min(1),
  tid: z.string(),
  scp: z.string(),
});
export type TeamsClaims = z.output<typeof claimsSchema>;

export interface TeamsTokens {
  /** The claims of a token that the organisation has given for this service. Refused with `not-signed-in`, without a reason. */
  claimsOf(token: string): Promise<TeamsClaims>;
}

export interface TeamsTokenSettings {
  /** The organisation's sign-in, with its tenant as the last part. */
  readonly authority: string;
  /** The console's client id at the sign-in: the token must be for it. */
  readonly client: string;
  /** The host of the service: an application may be named by it too. */
  readonly host: string;
  readonly clock: Clock;
}

/** What the app's registration lets Teams ask for: to open the console as the person who is signed in. */
const scope = 'access_as_user';
/** How far two clocks may be apart, in seconds. */
const leeway = 300;
const keysKeptMs = 24 * 3_600_000;
/** A key nobody knows is looked for again, but not at every attempt of somebody who makes keys up. */
const askedAgainMs = 5 * 60_000;
const patienceMs = 5_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keysSchema = z.object({
  keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })),
});

interface Known {
  readonly issuer: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly at: number;
}

/** Checks tokens that Teams gives to the app's tab: issuer, audience, tenant, scope, time and signature, by the organisation's published keys. */
export function teamsTokens({ authority, client, host, clock }: TeamsTokenSettings): TeamsTokens {
  const base = authority.replace(/\/(v2\.0\/?)?$/, '');
  const tenant = new URL(base).pathname.split('/').findLast((part) => part !== '') ?? '';
  const audience: [string, string] = [client, `api://${host}/${client}`];
  let known: Known | undefined;

  const keyOf = async (id: string): Promise<{ key: KeyObject; issuer: string }> => {
    const now = clock.now().getTime();
    const old = known === undefined || now - known.at > keysKeptMs;
    const unknown = known?.keys.has(id) === false && now - known.at > askedAgainMs;
    if (old || unknown) known = await publishedAt(base, now);
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

/** The organisation's keys as it publishes them; refused with `service-unavailable` when they cannot be had. */
async function publishedAt(base: string, at: number): Promise<Known> {
  try {
    const { issuer, jwks_uri } = discoverySchema.parse(await told(`${base}/v2.0/.well-known/openid-configuration`));
    const { keys } = keysSchema.parse(await told(jwks_uri));
    const read = keys.flatMap((jwk): [string, KeyObject][] =>
      jwk.kid === undefined || jwk.kty !== 'RSA' ? [] : [[jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]],
    );
    return { issuer, keys: new Map(read), at };
  } catch (error) {
    throw new ServiceError('service-unavailable', { cause: error });
  }
}

async function told(address: string): Promise<unknown> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}
