import { ConfidentialClientApplication, CryptoProvider } from '@azure/msal-node';
import type { Request, Response } from 'restify';
import { z } from 'zod';
import type { Clock } from '../clock';
import type { Config } from '../config';
import type { Content } from '../content/content';
import { ServiceError } from '../errors';
import type { Worker } from '../queue/ports';
import { commonQueue } from '../region/region';
import type { Sealer } from '../storage/seal';
import type { WorkerSessions } from '../storage/worker-sessions';
import { isAtHome } from './home';
import { plain, type Handler } from './reply';

/** The part of MSAL that a sign-in needs; a test gives its own. */
export type SignInClient = Pick<ConfidentialClientApplication, 'getAuthCodeUrl' | 'acquireTokenByCode'>;

export interface SignIn {
  worker(request: Request): Promise<Worker>;
  readonly routes: Readonly<Record<string, Handler>>;
}

/** The cookie that holds the reference of a session. */
export const sessionCookie = 'luotsi-console';
const stateCookie = 'luotsi-sign-in';
const stateMinutes = 10;
const scopes = ['openid', 'profile'];
const purpose = 'guidance of families';

/** What an organisation tells of a person that makes them a worker here. */
export const claimsSchema = z.object({
  oid: z.string(),
  name: z.string().optional(),
  roles: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
});

const stateSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number() });

export function msalClient(config: Config): SignInClient {
  const authority = config.SIGN_IN_AUTHORITY ?? '';
  return new ConfidentialClientApplication({
    auth: {
      clientId: config.SIGN_IN_CLIENT_ID ?? '',
      clientSecret: config.SIGN_IN_CLIENT_SECRET ?? '',
      authority,
      knownAuthorities: [new URL(authority).host],
    },
  });
}

/** Workers sign in at their organisation (authorization code with PKCE); the browser gets only a random reference. */
export function openSignIn(
  config: Config,
  content: Content,
  client: SignInClient,
  sessions: WorkerSessions<Worker>,
  sealer: Sealer,
  clock: Clock,
): SignIn {
  const redirectUri = `${(config.PUBLIC_ADDRESS ?? '').replace(/\/$/, '')}/console/signed-in`;
  const crypto = new CryptoProvider();
  return {
    async worker(request) {
      const reference = cookieOf(request, sessionCookie);
      const worker = reference === undefined ? undefined : await sessions.find(reference, clock.now());
      if (!worker) throw new ServiceError('not-signed-in');
      return worker;
    },
    routes: {
      'GET /console/sign-in': async (_request, response) => {
        const { verifier, challenge } = await crypto.generatePkceCodes();
        const state = crypto.createNewGuid();
        const nonce = crypto.createNewGuid();
        const until = clock.now().getTime() + stateMinutes * 60_000;
        const address = await client.getAuthCodeUrl({
          scopes,
          redirectUri,
          state,
          nonce,
          codeChallenge: challenge,
          codeChallengeMethod: 'S256',
          responseMode: 'query',
        });
        const sealed = sealer.seal({ state, nonce, verifier, until }, 'sign-in').toString('base64url');
        redirect(response, address, [cookie(stateCookie, sealed, stateMinutes * 60)]);
      },
      'GET /console/signed-in': async (request, response) => {
        const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
        const begun = openState(cookieOf(request, stateCookie), sealer);
        if (!begun || begun.until < clock.now().getTime() || begun.state !== query.get('state'))
          throw new ServiceError('not-signed-in');
        const result = await client
          .acquireTokenByCode({
            code: query.get('code') ?? '',
            scopes,
            redirectUri,
            codeVerifier: begun.verifier,
            nonce: begun.nonce,
          })
          .catch((error: unknown) => {
            throw new ServiceError('not-signed-in', { cause: error });
          });
        const claims = claimsSchema.safeParse(result.idTokenClaims);
        if (!claims.success) throw new ServiceError('not-signed-in');
        const worker = workerFrom(claims.data, content);
        if (!worker) throw new ServiceError('not-permitted');
        const reference = await sessions.begin(worker, clock.now());
        redirect(response, '/console', [cookie(sessionCookie, reference), cookie(stateCookie, '', 0)]);
      },
      'POST /console/sign-out': async (request, response) => {
        const reference = cookieOf(request, sessionCookie);
        if (reference !== undefined) await sessions.end(reference);
        redirect(response, '/console', [cookie(sessionCookie, '', 0)]);
      },
    },
  };
}

/** Who works at this request: the signed-in worker, or at home, without a sign-in, a worker of all areas. */
export function whoWorks(signIn: SignIn | undefined, config: Config): (request: Request) => Promise<Worker> {
  return async (request) => {
    if (signIn) return signIn.worker(request);
    if (!isAtHome(request, config)) throw new ServiceError('not-signed-in');
    return { id: 'home', name: 'Kotikäyttäjä', purpose, role: 'supervisor', areas: 'all' };
  };
}

/** Roles and groups of the sign-in as areas: a supervisor sees all, a worker the areas of their groups and those regions' common queue. */
export function workerFrom(claims: z.output<typeof claimsSchema>, content: Content): Worker | undefined {
  const named = { id: claims.oid, name: claims.name ?? claims.oid, purpose, role: 'worker' as const };
  if (claims.roles?.includes('supervisor') === true) return { ...named, role: 'supervisor', areas: 'all' };
  if (claims.roles?.includes('worker') !== true) return undefined;
  const groups = claims.groups ?? [];
  const areas = Object.values(content.regions).flatMap((region) => {
    const own = region.areas
      .filter((area) => area.groups?.some((group) => groups.includes(group)) === true)
      .map((area) => `${region.region}/${area.id}`);
    return own.length === 0 ? [] : [...own, `${region.region}/${commonQueue}`];
  });
  return areas.length === 0 ? undefined : { ...named, areas };
}

function openState(sealed: string | undefined, sealer: Sealer): z.output<typeof stateSchema> | undefined {
  if (sealed === undefined) return undefined;
  try {
    return stateSchema.parse(sealer.open(Buffer.from(sealed, 'base64url'), 'sign-in'));
  } catch {
    return undefined;
  }
}

export function cookie(name: string, value: string, seconds?: number): string {
  return `${name}=${value}; Path=/console; HttpOnly; Secure; SameSite=Lax${seconds === undefined ? '' : `; Max-Age=${seconds}`}`;
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return (
    pairs
      .find(([key]) => key === name)
      ?.slice(1)
      .join('=') || undefined
  );
}

function redirect(response: Response, to: string, cookies: readonly string[]): void {
  plain(response, 302, '', { location: to, 'set-cookie': cookies });
}
