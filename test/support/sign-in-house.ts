import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Content } from '../../src/content/content';
import type { Entry } from '../../src/conversation/outgoing';
import { ServiceError, type Refusal } from '../../src/errors';
import { consoleRoutes } from '../../src/http/routes/console';
import { startServer } from '../../src/http/server';
import { claimsSchema } from '../../src/http/sign-in/claims';
import type { Begun, Organisation, SignedIn, WayIn } from '../../src/http/sign-in/organisation';
import { openSignIn } from '../../src/http/sign-in/sign-in';
import { whoWorks } from '../../src/http/sign-in/who-works';
import { makeSigns } from '../../src/http/signs';
import { makeStreams } from '../../src/http/streams';
import { wrongCodes } from '../../src/http/wrong-codes';
import { makeTokens } from '../../src/http/tokens';
import type { KnownWorkers } from '../../src/queue/team-channels';
import { knownWorkerStore } from '../../src/storage/known-workers';
import { workerSessions, type WorkerSessions } from '../../src/storage/worker-sessions';
import { openDesk } from './desk';
import { call } from './family-window';
import { openHouse, testSealer, theContent, type House } from './house';
import { capturingLog, testConfig, type LogLine } from './service';

export const signInSettings = {
  SIGN_IN_AUTHORITY: 'https://sign-in.example.test/tenant',
  SIGN_IN_CLIENT_ID: 'luotsi',
  SIGN_IN_CLIENT_SECRET: 'hidden',
  PUBLIC_ADDRESS: 'https://luotsi.example.test',
};

/** The organisation's sign-in as a plain object: every code is one worker's claims. */
export interface FakeOrganisation extends Organisation {
  readonly asked: WayIn[];
  readonly redeemed: (Begun & { readonly code: string })[];
  /** How often it was asked about somebody again. */
  renewed: number;
  claims: Record<string, unknown>;
  /** What it gives to be asked again with; nothing when it gives no refresh token. */
  renewal: string | undefined;
  refuses: Refusal | undefined;
}

function openFakeOrganisation(): FakeOrganisation {
  const answer = (): SignedIn => {
    if (made.refuses) throw new ServiceError(made.refuses, { cause: new Error('the code is not accepted') });
    const read = claimsSchema.safeParse(made.claims);
    if (!read.success) throw new ServiceError('not-signed-in');
    return { claims: read.data, renewal: made.renewal };
  };
  const made: FakeOrganisation = {
    asked: [],
    redeemed: [],
    renewed: 0,
    claims: {},
    renewal: 'kept',
    refuses: undefined,
    wayIn: async (asked) => {
      made.asked.push(asked);
      return `${signInSettings.SIGN_IN_AUTHORITY}/authorize?state=${asked.state}`;
    },
    redeem: async (code, begun) => {
      made.redeemed.push({ code, ...begun });
      return answer();
    },
    renew: async () => {
      made.renewed += 1;
      return answer();
    },
    wayOut: async () => `${signInSettings.SIGN_IN_AUTHORITY}/logout`,
  };
  return made;
}

/** The region's content where two areas are told by the groups of the sign-in. */
function contentWithGroups(): Content {
  const content = theContent();
  return {
    ...content,
    regions: Object.fromEntries(
      Object.entries(content.regions).map(([id, region]) => [
        id,
        {
          ...region,
          areas: region.areas.map((area) => ({
            ...area,
            ...(area.id === 'seinajoki' ? { groups: ['g-seinajoki'] } : {}),
            ...(area.id === 'lapua' ? { groups: ['g-lapua'] } : {}),
          })),
        },
      ]),
    ),
  };
}

export const ofSeinajoki = { oid: 'w-1', name: 'Aino Ohjaaja', roles: ['worker'], groups: ['g-seinajoki'] };

/** A console whose workers sign in at a plain object, on a clock that stands until it is moved. */
export interface SignInHouse {
  readonly house: House;
  readonly theirs: FakeOrganisation;
  readonly sessions: WorkerSessions;
  readonly workers: KnownWorkers;
  readonly address: string;
  readonly lines: readonly LogLine[];
  ask(path: string, cookie?: string, method?: string, body?: unknown, headers?: Headers): Promise<Response>;
  /** Goes to the sign-in; gives the state and the cookie that remembers it. */
  begin(): Promise<{ readonly state: string; readonly cookie: string; readonly answer: Response }>;
  /** Signs in with claims; gives the session's cookie. */
  signedIn(claims: Record<string, unknown>, before?: string): Promise<string>;
  later(minutes: number): void;
  close(): Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

export async function openSignInHouse(): Promise<SignInHouse> {
  const house = await openHouse();
  const theirs = openFakeOrganisation();
  const config = testConfig(signInSettings);
  const content = contentWithGroups();
  const { clock, database } = house;
  const sessions = workerSessions(database, testSealer);
  const workers = knownWorkerStore(database, testSealer);
  const lines: LogLine[] = [];
  const log = capturingLog(lines);
  const signIn = openSignIn({
    config,
    content,
    organisation: theirs,
    sessions,
    workers,
    sealer: testSealer,
    clock,
    log,
  });
  const desk = openDesk(house);
  const folder = fs.mkdtempSync(join(tmpdir(), 'luotsi-web-'));
  for (const name of ['widget.js', 'console.js', 'base.css', 'page.css', 'plain.css', 'widget.css', 'console.css'])
    fs.writeFileSync(join(folder, name), '');
  const streams = makeStreams(house.world.conversations, () => []);
  const server = await startServer({
    config,
    content,
    clock,
    log,
    tokens: makeTokens(
      (purpose, text) => testSealer.mac(purpose, text),
      () => clock.now(),
      async () => true,
    ),
    streams,
    web: folder,
    routes: {
      ...consoleRoutes<Entry>({
        content,
        clock,
        names: house.world.names,
        desk,
        store: house.desk,
        who: whoWorks(signIn, config),
        news: { listen: () => () => undefined },
        wrongCodes: wrongCodes(),
        canPromise: () => true,
        troubles: () => Promise.resolve([]),
        moved: () => undefined,
        signIn: true,
        beat: 20,
        isThere: () => Promise.resolve(false),
        signs: makeSigns(streams),
      }),
      ...signIn.routes,
    },
  });
  const ask: SignInHouse['ask'] = (path, cookie = '', method = 'GET', body, headers = {}) =>
    call(server.address, method, path, body, { cookie, 'x-luotsi': 'console', ...headers });
  const begin: SignInHouse['begin'] = async () => {
    const answer = await ask('/console/sign-in');
    const state = new URL(answer.headers.get('location') ?? '').searchParams.get('state') ?? '';
    return { state, cookie: `__Host-luotsi-sign-in=${cookiesOf(answer)['__Host-luotsi-sign-in'] ?? ''}`, answer };
  };
  return {
    house,
    theirs,
    sessions,
    workers,
    address: server.address,
    lines,
    ask,
    begin,
    async signedIn(claims, before = '') {
      theirs.claims = claims;
      const { state, cookie } = await begin();
      const answer = await ask(`/console/signed-in?code=abc&state=${state}`, `${cookie}; ${before}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/console']);
      return `__Host-luotsi-console=${cookiesOf(answer)['__Host-luotsi-console'] ?? ''}`;
    },
    later: (minutes) => clock.move(new Date(clock.now().getTime() + minutes * 60_000).toISOString()),
    async close() {
      await server.close();
      await house.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function cookiesOf(answer: Response): Record<string, string> {
  return Object.fromEntries(
    answer.headers.getSetCookie().map((cookie) => {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      return [name, value];
    }),
  );
}
