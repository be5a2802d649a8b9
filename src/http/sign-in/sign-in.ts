import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'restify';
import { z } from 'zod';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import type { Content } from '../../content/content';
import { ServiceError } from '../../errors';
import { faultOf, type Log } from '../../log';
import type { Worker } from '../../queue/ports';
import type { KnownWorkers } from '../../queue/team-channels';
import type { Sealer } from '../../storage/seal';
import type { SignedInWorker, WorkerSession, WorkerSessions } from '../../storage/worker-sessions';
import { fromOwnPage } from '../own-page';
import { json, plain, type Handler } from '../reply';
import { workerFrom } from './claims';
import { consoleCookies } from './cookies';
import type { Organisation, SignedIn } from './organisation';
import { asSignInPage, tellSignedOut } from './pages';

export interface SignIn {
  /** The worker of a request; refused with `not-signed-in`. A request that changes something lengthens the session, a look does not. */
  worker(request: Request): Promise<Worker>;
  /**
   * Begins a session of somebody whom the organisation has just told of, in the place of the one that the browser had. Gives its
   * reference; refused with `not-permitted` without a role or an area, which is written to the trail.
   */
  admit(request: Request, signedIn: SignedIn): Promise<string>;
  readonly routes: Readonly<Record<string, Handler>>;
}

export interface SignInParts {
  readonly config: Config;
  readonly content: Content;
  readonly organisation: Organisation;
  readonly sessions: WorkerSessions;
  /** Whoever the organisation grants work here is known in Teams too, and no longer than it does. */
  readonly workers: KnownWorkers;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Log;
}

const stateMinutes = 10;

const begunSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number() });

/** Errors with which an organisation sends a browser back because of itself, not of the person (RFC 6749 4.1.2.1). */
const ownTrouble: readonly string[] = ['server_error', 'temporarily_unavailable'];

/**
 * Workers sign in at their organisation (authorization code with PKCE); the browser gets only a random reference, and everything
 * else stays here, sealed (docs/adr/0018).
 */
export function openSignIn(parts: SignInParts): SignIn {
  const { config, content, organisation, sessions, workers, sealer, clock, log } = parts;
  const cookies = consoleCookies(config);

  const session = async (request: Request): Promise<{ reference: string; found: WorkerSession }> => {
    const reference = cookies.session.of(request);
    const found = reference === undefined ? undefined : await sessions.find(reference, clock.now());
    if (reference === undefined || !found) throw new ServiceError('not-signed-in');
    return { reference, found };
  };

  /**
   * Asks the organisation when its word is old. If it says no, the session is over. If nothing can be had from it, its last word holds
   * for an hour; after that nothing is shown until it answers, and the session is kept.
   */
  const checkedAgain = async (reference: string, { worker, check, renewable }: WorkerSession): Promise<Worker> => {
    if (check === 'fresh' || (check === 'due' && !renewable)) return worker;
    try {
      if (!renewable) throw new ServiceError('not-signed-in');
      const renewal = await sessions.takeRenewal(reference, clock.now());
      // Another request is asking, or has asked a moment ago in vain.
      if (renewal === undefined && check === 'due') return worker;
      if (renewal === undefined) throw new ServiceError('sign-in-unreachable');
      const renewed = asWorker(await organisation.renew(renewal), content);
      if (renewed.worker.id !== worker.id) throw new ServiceError('not-signed-in');
      await sessions.renew(reference, renewed, clock.now());
      await workers.remember(renewed.worker, clock.now());
      return renewed.worker;
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code === 'service-unavailable') throw error;
      if (error.code === 'sign-in-unreachable') {
        log.warn('a worker’s role could not be checked', faultOf(error));
        if (check === 'due') return worker;
        throw error;
      }
      await sessions.end(reference, renewable ? 'role-gone' : 'unconfirmed', clock.now());
      if (renewable) await workers.forget(worker.id);
      log.info('a session ended: the organisation no longer grants it', { code: error.code });
      throw new ServiceError('not-signed-in', { cause: error });
    }
  };

  const worker = async (request: Request): Promise<Worker> => {
    const { reference, found } = await session(request);
    const known = await checkedAgain(reference, found);
    if (request.method === 'POST') await sessions.touch(reference, clock.now());
    return known;
  };

  const begin: Handler = async (request, response) => {
    const [state, nonce, verifier] = [random(), random(), random()];
    const otherAccount = queryOf(request).get('account') === 'other';
    const address = await organisation.wayIn({ state, nonce, challenge: challengeOf(verifier), otherAccount });
    const until = clock.now().getTime() + stateMinutes * 60_000;
    const sealed = sealer.seal({ state, nonce, verifier, until }, 'sign-in').toString('base64url');
    redirect(response, address, [cookies.begun.holding(sealed, stateMinutes * 60)]);
  };

  /** Somebody whom the organisation knows but who may not work here is refused, and it is written down who tried. */
  const letIn = async (signedIn: SignedIn): Promise<SignedInWorker> => {
    try {
      return asWorker(signedIn, content);
    } catch (error) {
      const { oid, name = oid } = signedIn.claims;
      if (error instanceof ServiceError) {
        await sessions.refused({ id: oid, name }, error.code, clock.now());
        // What the organisation said last holds in Teams, too.
        await workers.forget(oid);
      }
      throw error;
    }
  };

  const admit = async (request: Request, told: SignedIn): Promise<string> => {
    const signedIn = await letIn(told);
    const before = cookies.session.of(request);
    if (before !== undefined) await sessions.end(before, 'signed-in-again', clock.now());
    const reference = await sessions.begin(signedIn, clock.now());
    await workers.remember(signedIn.worker, clock.now());
    return reference;
  };

  const finish: Handler = async (request, response) => {
    const query = queryOf(request);
    const begun = opened(cookies.begun.of(request), sealer);
    if (!begun || begun.until < clock.now().getTime() || begun.state !== query.get('state'))
      throw new ServiceError('not-signed-in');
    // Whatever comes of it, what was begun is not finished twice in this browser.
    response.setHeader('set-cookie', cookies.begun.gone);
    const refused = query.get('error');
    if (refused !== null)
      throw new ServiceError(ownTrouble.includes(refused) ? 'sign-in-unreachable' : 'not-signed-in');
    const code = query.get('code') ?? '';
    if (code === '') throw new ServiceError('not-signed-in');
    const { verifier, nonce } = begun;
    const told = await organisation.redeem(code, { verifier, nonce, issuer: query.get('iss') ?? undefined });
    redirect(response, '/console', [cookies.begun.gone, cookies.session.holding(await admit(request, told))]);
  };

  const leave: Handler = async (request, response) => {
    fromOwnPage(request, config);
    const reference = cookies.session.of(request);
    if (reference !== undefined) await sessions.end(reference, 'signed-out', clock.now());
    plain(response, 204, '', { 'set-cookie': cookies.session.gone });
  };

  const left: Handler = async (request, response) => {
    const everywhere = queryOf(request).get('state') === 'everywhere';
    // Signing out here is done; that the organisation cannot be reached only leaves its link out.
    const wayOut = everywhere ? undefined : await organisation.wayOut().catch(() => undefined);
    tellSignedOut(request, response, content, wayOut);
  };

  const timeLeft: Handler = async (request, response) => {
    fromOwnPage(request, config);
    const { endsAt, lastsUntil } = (await session(request)).found;
    const secondsTo = (at: Date): number => Math.max(0, Math.round((at.getTime() - clock.now().getTime()) / 1000));
    json(response, 200, { endsIn: secondsTo(endsAt), lastsFor: secondsTo(lastsUntil) });
  };

  const present: Handler = async (request, response) => {
    fromOwnPage(request, config);
    await worker(request);
    plain(response, 204, '');
  };

  return {
    worker,
    admit,
    routes: {
      'GET /console/sign-in': asSignInPage(begin, content, log),
      'GET /console/signed-in': asSignInPage(finish, content, log),
      'GET /console/signed-out': left,
      'POST /console/api/sign-out': leave,
      'GET /console/api/session': timeLeft,
      'POST /console/api/session': present,
    },
  };
}

function asWorker({ claims, renewal }: SignedIn, content: Content): SignedInWorker {
  return { worker: workerFrom(claims, content), renewal };
}

/** 256 bits that nobody can guess, as they may stand in an address. */
function random(): string {
  return randomBytes(32).toString('base64url');
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.url ?? '/', 'http://localhost').searchParams;
}

function opened(sealed: string | undefined, sealer: Sealer): z.output<typeof begunSchema> | undefined {
  if (sealed === undefined) return undefined;
  try {
    return begunSchema.parse(sealer.open(Buffer.from(sealed, 'base64url'), 'sign-in'));
  } catch {
    return undefined;
  }
}

function redirect(response: Response, to: string, cookies: readonly string[]): void {
  plain(response, 302, '', { location: to, 'set-cookie': cookies });
}
