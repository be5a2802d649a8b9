import type { Content } from '../../src/content/content';
import type { Entry } from '../../src/conversation/outgoing';
import { startServer, type RunningServer } from '../../src/http/server';
import { consoleRoutes } from '../../src/http/routes/console';
import { openSignIn, whoWorks, type SignInClient } from '../../src/http/sign-in';
import { makeStreams } from '../../src/http/streams';
import { makeTokens } from '../../src/http/tokens';
import { silentLog } from '../../src/log';
import { wrongCodes } from '../../src/http/wrong-codes';
import { openDesk } from '../support/desk';
import type { Listed } from '../../src/queue/handoff';
import { workerSessions } from '../../src/storage/worker-sessions';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '../support/family-window';
import { greetFamily, openHouse, testSealer, theContent, type House } from '../support/house';
import { startTestService, testConfig } from '../support/service';
import { walk, wantsContact } from '../support/walk';

const settings = {
  SIGN_IN_AUTHORITY: 'https://sign-in.example.test/tenant',
  SIGN_IN_CLIENT_ID: 'luotsi',
  SIGN_IN_CLIENT_SECRET: 'hidden',
  PUBLIC_ADDRESS: 'https://luotsi.example.test',
};

const apis = [
  ['GET', 'me'],
  ['GET', 'handoffs'],
  ['GET', 'handoffs/x'],
  ['GET', 'news'],
  ['POST', 'code'],
  ['POST', 'handoffs/x/claim'],
  ['POST', 'handoffs/x/note'],
] as const;

describe('a service with a sign-in', () => {
  it('answers every console API with 401, at home too, until somebody has signed in', async () => {
    const service = await startTestService({ env: settings });
    try {
      expect(service.doors.console).toBe(true);
      for (const [method, api] of apis) {
        for (const cookie of ['', 'luotsi-console=guess', 'luotsi-console='])
          expect([
            api,
            (
              await call(service.address, method, `/console/api/${api}`, method === 'POST' ? {} : undefined, {
                'x-luotsi': 'console',
                cookie,
              })
            ).status,
          ]).toEqual([api, 401]);
      }
    } finally {
      await service.close();
    }
  });
});

type Asked = Parameters<SignInClient['getAuthCodeUrl']>[0];
type Redeemed = Parameters<SignInClient['acquireTokenByCode']>[0];

/** The organisation's sign-in as a plain object: every code is one worker's claims. */
interface FakeOrganisation {
  readonly client: SignInClient;
  readonly asked: Asked[];
  readonly redeemed: Redeemed[];
  claims: Record<string, unknown>;
  fails: boolean;
}

function organisation(): FakeOrganisation {
  const made: FakeOrganisation = {
    asked: [],
    redeemed: [],
    claims: {},
    fails: false,
    client: {
      getAuthCodeUrl(request) {
        made.asked.push(request);
        return Promise.resolve(`${settings.SIGN_IN_AUTHORITY}/authorize?state=${request.state ?? ''}`);
      },
      acquireTokenByCode(request) {
        made.redeemed.push(request);
        if (made.fails) return Promise.reject(new Error('the code is not accepted'));
        return Promise.resolve({ idTokenClaims: made.claims } as Awaited<
          ReturnType<SignInClient['acquireTokenByCode']>
        >);
      },
    },
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

describe('a worker who signs in', () => {
  let house: House;
  let theirs: FakeOrganisation;
  let server: RunningServer;
  let folder: string;
  beforeEach(async () => {
    house = await openHouse();
    theirs = organisation();
    const config = testConfig(settings);
    const content = contentWithGroups();
    const { clock, database } = house;
    const signIn = openSignIn(config, content, theirs.client, workerSessions(database, testSealer), testSealer, clock);
    const desk = openDesk(house);
    folder = fs.mkdtempSync(join(tmpdir(), 'luotsi-web-'));
    for (const name of ['widget.js', 'console.js', 'base.css', 'page.css', 'plain.css', 'widget.css', 'console.css'])
      fs.writeFileSync(join(folder, name), '');
    server = await startServer({
      config,
      content,
      clock,
      log: silentLog,
      tokens: makeTokens(
        (purpose, text) => testSealer.mac(purpose, text),
        () => clock.now(),
      ),
      streams: makeStreams(house.world.conversations),
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
          moved: () => undefined,
          isThere: () => false,
        }),
        ...signIn.routes,
      },
    });
  });
  afterEach(async () => {
    await server.close();
    await house.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const ask = (path: string, cookie = '', method = 'GET', body?: unknown): Promise<Response> =>
    call(server.address, method, path, body, { cookie, 'x-luotsi': 'console' });

  const cookiesOf = (answer: Response): Record<string, string> =>
    Object.fromEntries(
      answer.headers.getSetCookie().map((cookie) => {
        const [pair = ''] = cookie.split(';');
        const [name = '', value = ''] = pair.split('=');
        return [name, value];
      }),
    );

  /** Goes to the sign-in; gives the state and the cookie that remembers it. */
  async function begin(): Promise<{ state: string; cookie: string; answer: Response }> {
    const answer = await ask('/console/sign-in');
    const state = new URL(answer.headers.get('location') ?? '').searchParams.get('state') ?? '';
    return { state, cookie: `luotsi-sign-in=${cookiesOf(answer)['luotsi-sign-in'] ?? ''}`, answer };
  }

  /** Signs in with claims; gives the session's cookie. */
  async function signedIn(claims: Record<string, unknown>): Promise<string> {
    theirs.claims = claims;
    const { state, cookie } = await begin();
    const answer = await ask(`/console/signed-in?code=abc&state=${state}`, cookie);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/console']);
    return `luotsi-console=${cookiesOf(answer)['luotsi-console'] ?? ''}`;
  }

  const ofSeinajoki = { oid: 'w-1', name: 'Aino Ohjaaja', roles: ['worker'], groups: ['g-seinajoki'] };

  async function handedOver(municipality: string): Promise<void> {
    await walk(await greetFamily(house), { ...wantsContact, municipality: { place: municipality } });
  }

  async function areasSeen(cookie: string): Promise<string[]> {
    const answer = await ask('/console/api/handoffs', cookie);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { handoffs: Listed[] }).handoffs.map((one) => one.area).sort();
  }

  const later = (minutes: number): void =>
    house.clock.move(new Date(house.clock.now().getTime() + minutes * 60_000).toISOString());

  it('is asked for with a code challenge, and the browser gets a sealed cookie of the console only', async () => {
    const { answer } = await begin();
    expect(answer.status).toBe(302);
    expect(theirs.asked[0]).toMatchObject({
      redirectUri: 'https://luotsi.example.test/console/signed-in',
      codeChallengeMethod: 'S256',
      scopes: ['openid', 'profile'],
    });
    const [cookie = ''] = answer.headers.getSetCookie();
    for (const part of ['Path=/console', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=600'])
      expect(cookie).toContain(part);
    expect(cookie).not.toContain(String(theirs.asked[0]?.nonce));
  });

  it('is known by name, and their code was redeemed with the verifier and nonce of this sign-in', async () => {
    const cookie = await signedIn(ofSeinajoki);
    expect(await (await ask('/console/api/me', cookie)).json()).toMatchObject({ id: 'w-1', name: 'Aino Ohjaaja' });
    const [redeemed] = theirs.redeemed;
    expect(redeemed).toMatchObject({ code: 'abc', nonce: theirs.asked[0]?.nonce });
    expect(redeemed?.codeVerifier).toMatch(/^[\w-]{43,128}$/);
    // The browser's reference is not what is stored.
    const stored = await house.database.rows('select reference_hash from worker_sessions');
    expect(cookie).not.toContain(String(stored[0]?.['reference_hash']));
  });

  it('with another state, an old one, none, or an altered cookie is refused before any code is redeemed', async () => {
    theirs.claims = ofSeinajoki;
    const { state, cookie } = await begin();
    const altered = `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const [query, kept] of [
      ['code=abc&state=other', cookie],
      ['code=abc', cookie],
      [`code=abc&state=${state}`, ''],
      [`code=abc&state=${state}`, altered],
      ['code=abc&state=', 'luotsi-sign-in='],
    ] as const)
      expect([query, (await ask(`/console/signed-in?${query}`, kept)).status]).toEqual([query, 401]);
    later(11);
    expect((await ask(`/console/signed-in?code=abc&state=${state}`, cookie)).status).toBe(401);
    expect(theirs.redeemed).toEqual([]);
  });

  it('whose code the organisation does not accept is refused without detail', async () => {
    theirs.fails = true;
    const { state, cookie } = await begin();
    const answer = await ask(`/console/signed-in?code=abc&state=${state}`, cookie);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('not accepted');
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('sees the areas of their groups and the common queue only', async () => {
    for (const municipality of ['seinajoki', 'lapua', 'kauhajoki', 'soini']) await handedOver(municipality);
    expect(await areasSeen(await signedIn(ofSeinajoki))).toEqual(['common', 'seinajoki']);
    expect(await areasSeen(await signedIn({ ...ofSeinajoki, groups: ['g-lapua', 'g-seinajoki'] }))).toEqual([
      'common',
      'lapua',
      'seinajoki',
    ]);
    expect(await areasSeen(await signedIn({ oid: 's-1', roles: ['supervisor'] }))).toEqual([
      'common',
      'lapua',
      'seinajoki',
      'suupohja',
    ]);
  });

  it('can neither open nor move a handoff of another area, and nothing of it is told', async () => {
    await handedOver('lapua');
    const [row] = await house.desk.list('all');
    const id = row?.id ?? '';
    const cookie = await signedIn(ofSeinajoki);
    for (const answer of [
      await ask(`/console/api/handoffs/${id}`, cookie),
      await ask(`/console/api/handoffs/${id}/claim`, cookie, 'POST'),
      await ask(`/console/api/handoffs/${id}/note`, cookie, 'POST', { text: 'x' }),
    ]) {
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toMatch(/Vauva|Liisa|LU-/);
    }
    expect((await house.desk.list('all'))[0]).toMatchObject({ state: 'waiting' });
    expect(
      (await ask(`/console/api/handoffs/${id}`, await signedIn({ ...ofSeinajoki, groups: ['g-lapua'] }))).status,
    ).toBe(200);
  });

  it('without a role, or without an area, is refused and gets no session', async () => {
    for (const claims of [
      { oid: 'x', groups: ['g-seinajoki'] },
      { oid: 'x', roles: [], groups: ['g-seinajoki'] },
      { oid: 'x', roles: ['admin'] },
      { oid: 'x', roles: ['worker'] },
      { oid: 'x', roles: ['worker'], groups: ['g-other'] },
    ]) {
      theirs.claims = claims;
      const { state, cookie } = await begin();
      const answer = await ask(`/console/signed-in?code=abc&state=${state}`, cookie);
      expect([claims, answer.status]).toEqual([claims, 403]);
      expect(answer.headers.getSetCookie().some((one) => one.startsWith('luotsi-console='))).toBe(false);
    }
    expect(await house.database.rows('select reference_hash from worker_sessions')).toEqual([]);
  });

  it('whose claims cannot be read is refused', async () => {
    for (const claims of [{}, { roles: ['supervisor'] }, { oid: 5, roles: ['supervisor'] }]) {
      theirs.claims = claims;
      const { state, cookie } = await begin();
      expect((await ask(`/console/signed-in?code=abc&state=${state}`, cookie)).status).toBe(401);
    }
  });

  it('is signed out after thirty idle minutes', async () => {
    const cookie = await signedIn(ofSeinajoki);
    for (let visits = 0; visits < 3; visits += 1) {
      later(29);
      expect((await ask('/console/api/me', cookie)).status).toBe(200);
    }
    later(31);
    expect((await ask('/console/api/me', cookie)).status).toBe(401);
    later(-31);
    expect((await ask('/console/api/me', cookie)).status).toBe(401);
  });

  it('is signed out after ten hours though never idle', async () => {
    const cookie = await signedIn(ofSeinajoki);
    for (let minutes = 20; minutes <= 600; minutes += 20) {
      later(20);
      expect([minutes, (await ask('/console/api/me', cookie)).status]).toEqual([minutes, 200]);
    }
    later(1);
    expect((await ask('/console/api/me', cookie)).status).toBe(401);
  });

  it('signs out here and everywhere: the reference opens nothing afterwards', async () => {
    const cookie = await signedIn(ofSeinajoki);
    const answer = await ask('/console/sign-out', cookie, 'POST');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/console']);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^luotsi-console=;.*Max-Age=0/);
    expect((await ask('/console/api/me', cookie)).status).toBe(401);
    expect((await ask('/console/sign-out', cookie)).status).toBe(405);
  });

  it('moves handoffs under their own name, and another cannot close what is theirs', async () => {
    await handedOver('seinajoki');
    const id = (await house.desk.list('all'))[0]?.id ?? '';
    const aino = await signedIn(ofSeinajoki);
    const ville = await signedIn({ ...ofSeinajoki, oid: 'w-2', name: 'Ville Ohjaaja' });
    const move = async (cookie: string, name: string, body?: unknown): Promise<number> =>
      (await ask(`/console/api/handoffs/${id}/${name}`, cookie, 'POST', body)).status;
    expect(await move(aino, 'claim')).toBe(200);
    expect(await move(ville, 'claim')).toBe(409);
    expect(await move(ville, 'close', { ending: 'guided' })).toBe(409);
    expect(await move(ville, 'take-over')).toBe(200);
    expect(await move(aino, 'return')).toBe(409);
    expect(await move(ville, 'close', { ending: 'guided' })).toBe(200);
    const trail = await house.database.rows('select actor, actor_name, action from audit order by rowid');
    expect(trail).toEqual([
      { actor: 'w-1', actor_name: 'Aino Ohjaaja', action: 'claim' },
      { actor: 'w-2', actor_name: 'Ville Ohjaaja', action: 'take-over' },
      { actor: 'w-2', actor_name: 'Ville Ohjaaja', action: 'close' },
    ]);
  });
});
