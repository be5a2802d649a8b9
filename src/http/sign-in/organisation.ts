import { AuthError, ConfidentialClientApplication, InteractionRequiredAuthError } from '@azure/msal-node';
import { z } from 'zod';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import { ServiceError } from '../../errors';
import { claimsSchema, type Claims } from './claims';
import { authorityOf, knownHosts, openDiscovery, type Discovered } from './discovery';
import { OrganisationFault, openNetwork, type Network } from './network';

/** What the browser takes to the organisation; `verifier` stays here, only its challenge goes (PKCE, RFC 7636). */
export interface WayIn {
  readonly state: string;
  readonly nonce: string;
  readonly challenge: string;
  /** Lets the person choose another account than the one they are signed in with. */
  readonly otherAccount: boolean;
}

export interface Begun {
  readonly verifier: string;
  readonly nonce: string;
  /** Who says that it sends the browser back, when it says so: it must be this organisation (RFC 9207). */
  readonly issuer: string | undefined;
}

export interface SignedIn {
  readonly claims: Claims;
  /** What the organisation is asked with again; nothing when it gave no refresh token. A secret: it is only kept sealed. */
  readonly renewal: string | undefined;
}

/**
 * The organisation at which workers sign in. Each method is refused with `not-signed-in` when the organisation says no, or says
 * something of somebody else, and with `sign-in-unreachable` when nothing sensible can be had from it.
 */
export interface Organisation {
  wayIn(asked: WayIn): Promise<string>;
  redeem(code: string, begun: Begun): Promise<SignedIn>;
  /** Asks without the person whether they are still who they were: roles and groups as they are now. */
  renew(renewal: string): Promise<SignedIn>;
  /** Where a browser signs out of the organisation itself, if it has such a place. */
  wayOut(): Promise<string | undefined>;
}

const scopes = ['openid', 'profile'];
/** How far two clocks may be apart. */
const leeway = 5 * 60;

const idTokenSchema = claimsSchema.extend({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  tid: z.string().optional(),
});

/** The organisation of the settings. Each sign-in has a client of its own, so that no worker's tokens stay in memory or meet another's. */
export function openOrganisation(config: Config, clock: Clock, network: () => Network = openNetwork): Organisation {
  const discover = openDiscovery(config, clock);
  const redirectUri = `${publicAddress(config)}/console/signed-in`;

  const asking = async <T>(
    ask: (client: ConfidentialClientApplication, organisation: Discovered) => Promise<T>,
  ): Promise<T> => {
    const used = network();
    try {
      const discovered = await discover(used);
      return await ask(clientOf(config, discovered, used), discovered);
    } catch (error) {
      throw refusalOf(error, used);
    }
  };
  const answerOf = (client: ConfidentialClientApplication, organisation: Discovered, told: object): SignedIn => ({
    claims: checked(told, organisation, config, clock),
    renewal: renewalOf(client),
  });

  return {
    wayIn: ({ state, nonce, challenge, otherAccount }) =>
      asking((client) =>
        client.getAuthCodeUrl({
          scopes,
          redirectUri,
          state,
          nonce,
          codeChallenge: challenge,
          codeChallengeMethod: 'S256',
          responseMode: 'query',
          ...(otherAccount ? { prompt: 'select_account' } : {}),
        }),
      ),
    redeem: (code, { verifier, nonce, issuer }) =>
      asking(async (client, organisation) => {
        if (issuer !== undefined && issuer !== organisation.issuer) throw new ServiceError('not-signed-in');
        const result = await client.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier, nonce });
        return answerOf(client, organisation, result.idTokenClaims);
      }),
    renew: (renewal) =>
      asking(async (client, organisation) => {
        client.getTokenCache().deserialize(renewal);
        const [account] = await client.getTokenCache().getAllAccounts();
        if (!account) throw new ServiceError('not-signed-in');
        const result = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
        return answerOf(client, organisation, result.idTokenClaims);
      }),
    wayOut: () =>
      asking(async (_client, { wayOut }) => {
        if (wayOut === undefined) return undefined;
        const address = new URL(wayOut);
        address.searchParams.set('client_id', config.SIGN_IN_CLIENT_ID ?? '');
        address.searchParams.set('post_logout_redirect_uri', `${publicAddress(config)}/console/signed-out`);
        address.searchParams.set('state', 'everywhere');
        return address.href;
      }),
  };
}

function publicAddress(config: Config): string {
  return (config.PUBLIC_ADDRESS ?? '').replace(/\/$/, '');
}

function clientOf(config: Config, { document }: Discovered, network: Network): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: config.SIGN_IN_CLIENT_ID ?? '',
      clientSecret: config.SIGN_IN_CLIENT_SECRET ?? '',
      authority: authorityOf(config),
      knownAuthorities: [...knownHosts(config)],
      authorityMetadata: document,
    },
    system: { networkClient: network, disableInternalRetries: true },
  });
}

/** The library's cache of one person, when it holds a refresh token. */
function renewalOf(client: ConfidentialClientApplication): string | undefined {
  const cache = client.getTokenCache();
  return Object.values(cache.getKVStore()).some(
    (one) => (one as { credentialType?: unknown }).credentialType === 'RefreshToken',
  )
    ? cache.serialize()
    : undefined;
}

/**
 * The claims, once they are of this organisation, for this service and not too old (OpenID Connect Core 3.1.3.7). The library
 * compares the nonce. The signature need not be checked: the token came from the organisation itself over TLS.
 */
function checked(told: object, { issuer }: Discovered, config: Config, clock: Clock): Claims {
  const read = idTokenSchema.safeParse(told);
  if (!read.success) throw new ServiceError('not-signed-in');
  const { iss, aud, exp, tid, ...claims } = read.data;
  const right =
    iss === issuer &&
    [aud].flat().includes(config.SIGN_IN_CLIENT_ID ?? '') &&
    exp + leeway > clock.now().getTime() / 1000 &&
    (tid === undefined || new URL(issuer).pathname.split('/').includes(tid));
  if (!right) throw new ServiceError('not-signed-in');
  return claims;
}

/** The organisation's no is one thing; that it cannot be had sense from, or does not know this service, is another. */
function refusalOf(error: unknown, network: Network): ServiceError {
  if (error instanceof ServiceError) return error;
  const fault = error instanceof OrganisationFault ? error : network.fault;
  if (fault) return new ServiceError('sign-in-unreachable', { cause: fault });
  const saidNo =
    error instanceof InteractionRequiredAuthError ||
    (error instanceof AuthError && ['invalid_grant', 'nonce_mismatch', 'access_denied'].includes(error.errorCode));
  return new ServiceError(saidNo ? 'not-signed-in' : 'sign-in-unreachable', { cause: withoutWords(error) });
}

/** The library's messages quote what the organisation said; only the kind of the error goes on. */
function withoutWords(error: unknown): Error {
  const kind = error instanceof AuthError ? error.errorCode : 'unknown';
  return new OrganisationFault(/^[a-z_]{1,40}$/.test(kind) ? kind : 'unknown');
}
