import { until } from '../support/family-window';
import { ofSeinajoki, openSignInHouse, type SignInHouse } from '../support/sign-in-house';

let at: SignInHouse;
beforeEach(async () => {
  at = await openSignInHouse();
});
afterEach(() => at.close());

const look = async (cookie: string): Promise<number> => (await at.ask('/console/api/me', cookie)).status;
const act = async (cookie: string): Promise<number> => (await at.ask('/console/api/session', cookie, 'POST')).status;
/** Why sessions ended, as the audit trail tells. */
const ended = async (): Promise<unknown[]> =>
  (
    await at.house.database.rows("select detail from audit where action in ('session-end', 'sign-out') order by seq")
  ).map(({ detail }) => detail);
const kept = async (): Promise<number> =>
  (await at.house.database.rows('select reference_hash from worker_sessions')).length;

describe('a session', () => {
  it('ends after thirty minutes without an act of the worker, however often the console looks by itself', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    for (let minutes = 5; minutes <= 30; minutes += 5) {
      at.later(5);
      for (const api of ['me', 'handoffs', 'session'])
        expect([minutes, (await at.ask(`/console/api/${api}`, cookie)).status]).toEqual([minutes, 200]);
    }
    at.later(1);
    expect(await look(cookie)).toBe(401);
    expect(await ended()).toEqual(['idle']);
    at.later(-31);
    expect(await look(cookie)).toBe(401);
    expect(await kept()).toBe(0);
  });

  it('goes on with each act, and ends after ten hours all the same', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    for (let minutes = 20; minutes <= 600; minutes += 20) {
      at.later(20);
      expect([minutes, await act(cookie)]).toEqual([minutes, 204]);
    }
    at.later(1);
    expect(await act(cookie)).toBe(401);
    expect(await ended()).toEqual(['longest']);
  });

  it('tells how long it lasts, so that a screen can warn', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    const left = async (): Promise<unknown> => (await at.ask('/console/api/session', cookie)).json();
    expect(await left()).toEqual({ endsIn: 1800, lastsFor: 36_000 });
    at.later(10);
    expect(await left()).toEqual({ endsIn: 1200, lastsFor: 35_400 });
    await act(cookie);
    expect(await left()).toEqual({ endsIn: 1800, lastsFor: 35_400 });
    for (let minutes = 0; minutes < 580; minutes += 20) {
      at.later(20);
      await act(cookie);
    }
    expect(await left()).toEqual({ endsIn: 600, lastsFor: 600 });
  });

  it('is over here and in every window when the worker signs out: the reference opens nothing, the news end', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    const news = await at.ask('/console/api/news', cookie);
    expect(news.headers.get('x-content-type-options')).toBe('nosniff');
    let over = false;
    void news.text().then(() => (over = true));
    const answer = await at.ask('/console/api/sign-out', cookie, 'POST');
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toEqual([
      '__Host-luotsi-console=; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=0',
    ]);
    expect(await look(cookie)).toBe(401);
    await until('the news end', () => over);
    expect((await at.ask('/console/api/sign-out', cookie)).status).toBe(405);
    // Once more does no harm, and is not told twice.
    expect((await at.ask('/console/api/sign-out', cookie, 'POST')).status).toBe(204);
    expect(await ended()).toEqual(['signed-out']);
  });

  it('is one of several of the same worker; each ends alone, and all at once by the worker’s id', async () => {
    const [desk, phone, other] = [
      await at.signedIn(ofSeinajoki),
      await at.signedIn(ofSeinajoki),
      await at.signedIn({ ...ofSeinajoki, oid: 'w-2' }),
    ];
    expect(new Set([desk, phone, other]).size).toBe(3);
    await at.ask('/console/api/sign-out', desk, 'POST');
    expect([await look(desk), await look(phone), await look(other)]).toEqual([401, 200, 200]);
    await at.signedIn(ofSeinajoki);
    expect(await at.sessions.endAllOf('w-1', 'operator', at.house.clock.now())).toBe(2);
    expect([await look(phone), await look(other)]).toEqual([401, 200]);
    expect(await at.sessions.endAllOf('w-1', 'operator', at.house.clock.now())).toBe(0);
  });

  it('has a new reference at every sign-in, and the one that the browser brought is over (fixation)', async () => {
    const planted = await at.signedIn({ ...ofSeinajoki, oid: 'thief' });
    const own = await at.signedIn(ofSeinajoki, planted);
    expect(own).not.toBe(planted);
    expect(await look(planted)).toBe(401);
    expect(await (await at.ask('/console/api/me', own)).json()).toMatchObject({ id: 'w-1' });
    const madeUp = `__Host-luotsi-console=${'x'.repeat(43)}`;
    expect(await at.signedIn(ofSeinajoki, madeUp)).not.toBe(madeUp);
    expect(await look(madeUp)).toBe(401);
  });

  it('that ran out is deleted though nobody asks for it', async () => {
    await at.signedIn(ofSeinajoki);
    at.later(20);
    const lively = await at.signedIn(ofSeinajoki);
    at.later(11);
    expect(await at.sessions.endStale(at.house.clock.now())).toBe(1);
    expect([await kept(), await look(lively)]).toEqual([1, 200]);
  });
});

describe('the organisation’s word on a worker', () => {
  it('is asked for again after fifteen minutes, once though many requests come together', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    at.later(14);
    await act(cookie);
    expect(at.theirs.renewed).toBe(0);
    at.later(2);
    expect(await Promise.all([look(cookie), look(cookie), look(cookie)])).toEqual([200, 200, 200]);
    expect(at.theirs.renewed).toBe(1);
  });

  it.each([
    ['the role is gone', (): void => void (at.theirs.claims = { ...ofSeinajoki, roles: [] })],
    ['the areas are gone', (): void => void (at.theirs.claims = { ...ofSeinajoki, groups: [] })],
    ['it tells of somebody else', (): void => void (at.theirs.claims = { ...ofSeinajoki, oid: 'w-2' })],
    ['it says no', (): void => void (at.theirs.refuses = 'not-signed-in')],
  ])('ends the session when %s', async (_what, changed) => {
    const cookie = await at.signedIn(ofSeinajoki);
    changed();
    expect(await look(cookie)).toBe(200);
    at.later(16);
    expect(await look(cookie)).toBe(401);
    expect(await kept()).toBe(0);
    expect(await ended()).toEqual(['role-gone']);
  });

  it('holds for an hour when nothing can be had from it, is tried each minute, and is then waited for', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    at.theirs.refuses = 'sign-in-unreachable';
    at.later(20);
    for (let times = 0; times < 5; times += 1) expect(await act(cookie)).toBe(204);
    expect(at.theirs.renewed).toBe(1);
    at.later(25);
    expect(await act(cookie)).toBe(204);
    expect(at.theirs.renewed).toBe(2);
    at.later(16);
    expect(await act(cookie)).toBe(503);
    at.theirs.refuses = undefined;
    at.later(2);
    expect(await act(cookie)).toBe(204);
    expect(at.lines.filter(({ event }) => event === 'a worker’s role could not be checked')).toHaveLength(3);
  });

  it('that cannot be asked for again holds for an hour, and then the worker signs in again', async () => {
    at.theirs.renewal = undefined;
    const cookie = await at.signedIn(ofSeinajoki);
    for (let minutes = 20; minutes <= 60; minutes += 20) {
      at.later(20);
      expect([minutes, await act(cookie)]).toEqual([minutes, 204]);
    }
    at.later(1);
    expect(await act(cookie)).toBe(401);
    expect([at.theirs.renewed, await kept()]).toEqual([0, 0]);
    expect(await ended()).toEqual(['unconfirmed']);
  });
});

describe('a worker who acts in Teams', () => {
  const known = async (): Promise<unknown> => (await at.workers.find('w-1', at.house.clock.now()))?.areas;
  const areas = ['etela-pohjanmaa/seinajoki', 'etela-pohjanmaa/common'];

  it('is known from the sign-in, with the areas that the organisation tells when it is asked again', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    expect(await known()).toEqual(areas);
    at.theirs.claims = { ...ofSeinajoki, groups: ['g-lapua'] };
    at.later(16);
    expect(await look(cookie)).toBe(200);
    expect(await known()).toEqual(['etela-pohjanmaa/lapua', 'etela-pohjanmaa/common']);
    at.later(600);
    expect(await known()).toEqual(['etela-pohjanmaa/lapua', 'etela-pohjanmaa/common']);
    at.later(1);
    expect(await known()).toBeUndefined();
  });

  it('is known no longer when the organisation says no', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    at.theirs.claims = { ...ofSeinajoki, roles: [] };
    at.later(16);
    expect(await look(cookie)).toBe(401);
    expect(await known()).toBeUndefined();
  });

  it('is still known when a session is over that nobody could be asked about, or that they left', async () => {
    at.theirs.renewal = undefined;
    const [one, other] = [await at.signedIn(ofSeinajoki), await at.signedIn(ofSeinajoki)];
    await at.ask('/console/api/sign-out', other, 'POST');
    for (let times = 0; times < 4; times += 1) {
      at.later(16);
      await act(one);
    }
    expect(await ended()).toEqual(['signed-out', 'unconfirmed']);
    expect(await known()).toEqual(areas);
  });
});

describe('a request of another site', () => {
  const own = { origin: 'https://luotsi.example.test', 'sec-fetch-site': 'same-origin' };

  it.each([
    ['of our own page', own, 204],
    ['of a program, which says nothing of where it comes from', {}, 204],
    ['with another origin', { ...own, origin: 'https://elsewhere.example.test' }, 403],
    ['with our origin without https', { ...own, origin: 'http://luotsi.example.test' }, 403],
    ['with another port', { ...own, origin: 'https://luotsi.example.test:8443' }, 403],
    ['with an origin of nobody', { ...own, origin: 'null' }, 403],
    ['of another site', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['of a sister site', { ...own, 'sec-fetch-site': 'same-site' }, 403],
    ['without our header', { ...own, 'x-luotsi': '' }, 403],
  ])('%s may change: %j gives %i', async (_what, headers, status) => {
    const cookie = await at.signedIn(ofSeinajoki);
    for (const api of ['session', 'sign-out'])
      expect([api, (await at.ask(`/console/api/${api}`, cookie, 'POST', {}, headers)).status]).toEqual([api, status]);
  });

  it('may not look either, so that no false look is written down', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    for (const api of ['me', 'handoffs', 'handoffs/x', 'news', 'session'])
      for (const headers of [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { origin: 'https://elsewhere.example.test' },
      ])
        expect([api, (await at.ask(`/console/api/${api}`, cookie, 'GET', undefined, headers)).status]).toEqual([
          api,
          403,
        ]);
  });

  it('is not answered with leave to read or to send our header', async () => {
    const answer = await at.ask('/console/api/handoffs', '', 'OPTIONS', undefined, {
      origin: 'https://elsewhere.example.test',
      'access-control-request-headers': 'x-luotsi',
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('what the console answers', () => {
  it('is kept by no cache, taken for nothing else, and shown in nobody’s frame', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    for (const path of [
      '/console',
      '/console/api/me',
      '/console/api/handoffs',
      '/console/api/handoffs/x',
      '/console/signed-out',
    ]) {
      const { headers } = await at.ask(path, cookie);
      expect([path, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
        path,
        'no-store',
        'nosniff',
      ]);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
    }
  });

  it('lets the console’s page call nobody but us', async () => {
    const { headers } = await at.ask('/console');
    expect(headers.get('content-security-policy')).toContain("connect-src 'self';");
  });
});
