import { openWindow } from '../support/family-window';
import { openHandBrowser, type HandBrowser, type Seen } from '../support/hand-browser';
import { openSignedHouse, withOrganisation, type Heard, type SignedHouse } from '../support/organisation';
import { walk, wantsContact } from '../support/walk';

const aino = { oid: 'w-aino', name: 'Aino Ohjaaja', roles: ['worker'], groups: ['g-seinajoki'] };
const everybody = {
  aino,
  ville: { oid: 'w-ville', name: 'Ville Ohjaaja', roles: ['worker'], groups: ['g-lapua', 'g-seinajoki'] },
  sari: { oid: 's-sari', name: 'Sari Esihenkilö', roles: ['supervisor'] },
  olli: { oid: 'a-olli', name: 'Olli Tarkastaja', roles: ['auditor'] },
  arealess: { ...aino, oid: 'w-arealess', groups: ['g-elsewhere'] },
  roleless: { ...aino, oid: 'w-roleless', roles: [] },
  many: { ...aino, oid: 'w-many', groups: undefined, _claim_names: { groups: 'src1' } },
  'many-too': { ...aino, oid: 'w-many-too', groups: undefined, hasgroups: true },
  foreign: { ...aino, oid: 'w-foreign', tid: 'tenant-b' },
  nobody: { name: 'Ei tunnistetta', roles: ['supervisor'] },
};

withOrganisation('a worker who signs in', () => {
  let house: SignedHouse;
  let browser: HandBrowser;
  beforeAll(async () => {
    house = await openSignedHouse();
  }, 60_000);
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.people(everybody);
    await house.feels('well');
    await house.heard();
    browser = openHandBrowser(house.certificate);
  });

  const at = (path: string): string => `${house.address}${path}`;
  const backTo = (): string => at('/console/signed-in');

  /** Tells the organisation who one is; gives the address that it sends back to, not yet asked. */
  async function told(login: string, from = browser): Promise<string> {
    const form = await from.go(at('/console/sign-in'));
    expect([form.status, form.text]).toEqual([200, expect.stringContaining('Tunnus')]);
    return from.goUntil(form.at, backTo(), { form: { login } });
  }

  const signIn = async (login: string, from = browser): Promise<Seen> => from.go(await told(login, from));

  const api = (path: string, from = browser, method = 'GET'): Promise<Seen> =>
    from.ask(at(`/console/api/${path}`), { method, headers: { 'x-luotsi': 'console' } });

  const me = async (from = browser): Promise<Record<string, unknown>> =>
    JSON.parse((await api('me', from)).text) as Record<string, unknown>;

  const sessionOf = (from = browser): string | undefined =>
    from.cookies.get(`${house.address} __Host-luotsi-console`)?.value;

  /** The form of the organisation's own page as a script there would send it. */
  const formOf = (
    seen: Seen,
    more: Readonly<Record<string, string>> = {},
  ): [string, { form: Record<string, string> }] => {
    const fields = [...seen.text.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)];
    const form = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
    return [/action="([^"]+)"/.exec(seen.text)?.[1] ?? '', { form: { ...form, ...more } }];
  };

  const askedFor = (heard: readonly Heard[]): Readonly<Record<string, string>> =>
    heard.find((one) => one.asked !== undefined)?.asked ?? {};

  it('comes to the console known by name, with a code challenge, a nonce and a state of this sign-in alone', async () => {
    const seen = await signIn('aino');
    expect([seen.at, seen.status]).toEqual([at('/console'), 200]);
    expect(await me()).toMatchObject({ id: 'w-aino', name: 'Aino Ohjaaja', role: 'worker', signIn: true });
    const first = askedFor(await house.heard());
    expect(first).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', client_id: 'luotsi' });
    const other = openHandBrowser(house.certificate);
    await signIn('aino', other);
    const second = askedFor(await house.heard());
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect([name, first[name]?.length]).toEqual([name, 43]);
      expect(first[name]).not.toBe(second[name]);
    }
    expect(sessionOf()).toHaveLength(43);
    expect(sessionOf()).not.toBe(sessionOf(other));
  });

  it('gets cookies that no script reads and no other site sends or sets', async () => {
    const begun = await browser.ask(at('/console/sign-in'));
    const back = await told('aino');
    const done = await browser.ask(back);
    const set = (seen: Seen): readonly string[] => [seen.headers['set-cookie'] ?? []].flat();
    expect(set(begun)).toEqual([
      expect.stringMatching(/^__Host-luotsi-sign-in=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=600$/),
    ]);
    expect([...set(done)].sort()).toEqual([
      expect.stringMatching(/^__Host-luotsi-console=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
      '__Host-luotsi-sign-in=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0',
    ]);
  });

  it('sees the areas of their groups and the common queue, and a supervisor all', async () => {
    for (const place of ['seinajoki', 'lapua', 'kauhajoki', 'soini'])
      await walk(await openWindow(house.service), { ...wantsContact, municipality: { place } });
    for (const [login, role, areas] of [
      ['aino', 'worker', ['common', 'seinajoki']],
      ['ville', 'worker', ['common', 'lapua', 'seinajoki']],
      ['sari', 'supervisor', ['common', 'lapua', 'seinajoki', 'suupohja']],
    ] as const) {
      const own = openHandBrowser(house.certificate);
      await signIn(login, own);
      expect(await me(own)).toMatchObject({ role });
      const { handoffs } = JSON.parse((await api('handoffs', own)).text) as { handoffs: { area: string }[] };
      expect([login, handoffs.map(({ area }) => area).sort()]).toEqual([login, areas]);
    }
  });

  it('who audits sees no handoff', async () => {
    await signIn('olli');
    expect(await me()).toMatchObject({ role: 'auditor', id: 'a-olli' });
    for (const [method, path] of [
      ['GET', 'handoffs'],
      ['GET', 'handoffs/x'],
      ['GET', 'news'],
      ['POST', 'code'],
      ['POST', 'handoffs/x/claim'],
    ] as const)
      expect([path, (await api(path, browser, method)).status]).toEqual([path, 403]);
  });

  it.each([
    ['arealess', 403, /Sinulla ei ole vielä oikeutta/, /Du har ännu inte tillgång/],
    ['roleless', 403, /Sinulla ei ole vielä oikeutta/, /Du har ännu inte tillgång/],
    ['many', 403, /groups assigned to the application/, /Dina områden är inte kända/],
    ['many-too', 403, /groups assigned to the application/, /Dina områden är inte kända/],
    ['foreign', 401, /Kirjautuminen jäi kesken/, /Inloggningen blev inte klar/],
    ['nobody', 401, /Kirjautuminen jäi kesken/, /Inloggningen blev inte klar/],
  ])('is refused on a page in Finnish and Swedish with a way back: %s', async (login, status, finnish, swedish) => {
    const seen = await signIn(login);
    expect(seen.status).toBe(status);
    expect(seen.text).toMatch(finnish);
    expect(seen.text).toMatch(swedish);
    expect(seen.text).toContain('href="/console/sign-in?account=other"');
    expect(seen.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
      'cache-control': 'no-store',
    });
    expect(sessionOf()).toBeUndefined();
    expect((await api('me')).status).toBe(401);
  });

  it('may choose another account', async () => {
    await signIn('arealess');
    await house.heard();
    const form = await browser.go(at('/console/sign-in?account=other'));
    expect(askedFor(await house.heard())['prompt']).toContain('select_account');
    expect(form.text).toContain('Tunnus');
    const changing = await browser.go(form.at, { form: { login: 'aino' } });
    const seen = await browser.go(...formOf(changing));
    expect(seen.at).toBe(at('/console'));
    expect(await me()).toMatchObject({ id: 'w-aino' });
  });

  it('and goes back at the organisation is told so', async () => {
    const form = await browser.go(at('/console/sign-in'));
    const seen = await browser.go(form.at, { form: { cancel: 'yes' } });
    expect([seen.status, seen.text]).toEqual([401, expect.stringContaining('Kirjautuminen jäi kesken')]);
    expect(seen.text).not.toContain('the person went back');
  });

  const altered = (address: string, name: string, value: string | undefined): string => {
    const other = new URL(address);
    if (value === undefined) other.searchParams.delete(name);
    else other.searchParams.set(name, value);
    return other.href;
  };

  it.each([
    ['another state', 'state', 'x'.repeat(43)],
    ['no state', 'state', undefined],
    ['another code', 'code', 'x'.repeat(43)],
    ['no code', 'code', undefined],
    ['another issuer', 'iss', 'https://sign-in.example.test/tenant-a/v2.0'],
  ])('comes back with %s and is refused', async (_what, name, value) => {
    const seen = await browser.ask(altered(await told('aino'), name, value));
    expect(seen.status).toBe(401);
    expect(sessionOf()).toBeUndefined();
  });

  it('cannot bring the code of another tenant', async () => {
    const own = await browser.go(at('/console/sign-in'));
    const there = new URL(`${house.organisation}/tenant-b/v2.0/auth`);
    const back = await told('aino');
    const other = openHandBrowser(house.certificate);
    for (const [name, value] of Object.entries(askedFor(await house.heard()))) there.searchParams.set(name, value);
    const form = await other.go(there.href);
    const foreign = new URL(await other.goUntil(form.at, backTo(), { form: { login: 'aino' } }));
    expect(foreign.searchParams.get('iss')).toBe(`${house.organisation}/tenant-b/v2.0`);
    for (const [from, iss] of [
      ['as it came', foreign.searchParams.get('iss')],
      ['as if it were ours', null],
    ] as const) {
      const brought = altered(altered(back, 'code', foreign.searchParams.get('code') ?? ''), 'iss', iss ?? undefined);
      const begun = new Map(browser.cookies);
      expect([from, (await browser.ask(brought)).status]).toEqual([from, 401]);
      for (const [cookie, value] of begun) browser.cookies.set(cookie, value);
    }
    expect(own.status).toBe(200);
    expect(sessionOf()).toBeUndefined();
  });

  it('cannot be followed by somebody who brings the same code again', async () => {
    const back = await told('aino');
    const thief = openHandBrowser(house.certificate);
    for (const [name, cookie] of browser.cookies) thief.cookies.set(name, cookie);
    expect((await browser.go(back)).at).toBe(at('/console'));
    expect((await thief.ask(back)).status).toBe(401);
    expect(sessionOf(thief)).toBeUndefined();
    expect((await browser.ask(back)).status).toBe(401);
  });

  it('who takes more than ten minutes begins again', async () => {
    const back = await told('aino');
    await house.later(11);
    expect((await browser.ask(back)).status).toBe(401);
  });

  it('keeps their own reference though the browser brought another (fixation)', async () => {
    const thief = openHandBrowser(house.certificate);
    await signIn('ville', thief);
    const planted = sessionOf(thief) ?? '';
    browser.cookies.set(`${house.address} __Host-luotsi-console`, { value: planted, path: '/' });
    await signIn('aino');
    expect(sessionOf()).not.toBe(planted);
    expect(await me()).toMatchObject({ id: 'w-aino' });
    expect((await api('me', thief)).status).toBe(401);
  });

  describe('and whose role is asked again every fifteen minutes', () => {
    const refreshed = async (): Promise<number> =>
      (await house.heard()).filter((one) => one.token === 'refresh_token' && one.status === 200).length;

    it('works on, and is asked about once', async () => {
      await signIn('aino');
      await house.heard();
      expect((await api('me')).status).toBe(200);
      expect(await refreshed()).toBe(0);
      await house.later(16);
      const answers = await Promise.all(Array.from({ length: 8 }, () => api('me')));
      expect(answers.map((one) => one.status)).toEqual(Array.from({ length: 8 }, () => 200));
      expect(await refreshed()).toBe(1);
    });

    it('is asked again and again while they work', async () => {
      await signIn('aino');
      for (let round = 0; round < 3; round += 1) {
        await house.later(16);
        await house.heard();
        expect((await api('session', browser, 'POST')).status).toBe(204);
        expect(await refreshed()).toBe(1);
      }
    });

    it('has new areas without signing in again', async () => {
      await signIn('aino');
      await house.people({ ...everybody, aino: { ...aino, roles: ['supervisor'] } });
      expect(await me()).toMatchObject({ role: 'worker' });
      await house.later(16);
      expect(await me()).toMatchObject({ role: 'supervisor' });
    });

    it.each([
      ['no longer has the role', { ...everybody, aino: { ...aino, roles: [] } }],
      ['no longer has an area', { ...everybody, aino: { ...aino, groups: [] } }],
      ['is no longer known', { ville: everybody.ville }],
      ['is somebody else', { ...everybody, aino: { ...everybody.ville } }],
    ])('is out when they %s', async (_what, people) => {
      await signIn('aino');
      await house.people(people);
      await house.later(16);
      expect((await api('handoffs')).status).toBe(401);
      await house.people(everybody);
      expect((await api('handoffs')).status).toBe(401);
    });

    it.each(['down', 'garbage', 'broken'] as const)(
      'works on for an hour while the organisation is %s, and then sees nothing until it answers',
      async (mood) => {
        await signIn('aino');
        await house.feels(mood);
        for (let minutes = 20; minutes <= 60; minutes += 20) {
          await house.later(20);
          expect([minutes, (await api('session', browser, 'POST')).status]).toEqual([minutes, 204]);
        }
        await house.later(5);
        const refused = await api('handoffs');
        expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('sign-in-unreachable')]);
        await house.feels('well');
        await house.later(2);
        expect((await api('handoffs')).status).toBe(200);
      },
    );
  });

  it('signs out: the session here is over, and the organisation’s own way out is offered and comes back', async () => {
    await signIn('aino');
    const kept = new Map(browser.cookies);
    expect((await api('sign-out', browser, 'POST')).status).toBe(204);
    const seen = await browser.go(at('/console/signed-out'));
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('Olet kirjautunut ulos Luotsista');
    expect(seen.text).toContain('Du har loggat ut från Luotsi');
    expect(sessionOf()).toBeUndefined();
    for (const [name, cookie] of kept) browser.cookies.set(name, cookie);
    expect((await api('me')).status).toBe(401);
    const out = /href="(https:[^"]+)"/.exec(seen.text)?.[1]?.replaceAll('&#38;', '&') ?? '';
    const asked = await browser.go(out);
    expect([asked.status, new URL(asked.at).origin]).toEqual([200, house.organisation]);
    const back = await browser.go(...formOf(asked, { logout: 'yes' }));
    expect([back.status, new URL(back.at).pathname]).toEqual([200, '/console/signed-out']);
    expect(back.text).not.toContain(house.organisation);
    // Whoever signs in next in this browser is asked who they are.
    expect((await browser.go(at('/console/sign-in'))).text).toContain('Tunnus');
  });

  it.each(['down', 'slow', 'garbage', 'broken'] as const)(
    'is told kindly that the organisation is %s, with a way back, and signs in when it is well again',
    async (mood) => {
      const back = await told('aino');
      await house.feels(mood);
      // The description is known from before; the code itself cannot be redeemed.
      const seen = await browser.ask(back);
      expect([seen.status, seen.text]).toEqual([503, expect.stringContaining('Kirjautuminen ei juuri nyt vastaa')]);
      expect(seen.text).toContain('Inloggningen svarar inte just nu');
      expect(seen.text).toContain('href="/console/sign-in"');
      await house.feels('well');
      expect((await browser.go(at('/console/sign-in'))).at).toBe(at('/console'));
    },
  );

  it.each(['down', 'slow', 'garbage', 'broken', 'stranger'] as const)(
    'is told the same when the way in cannot be found: %s',
    async (mood) => {
      await house.later(61);
      await house.feels(mood);
      const seen = await browser.ask(at('/console/sign-in'));
      expect([seen.status, seen.text]).toEqual([503, expect.stringContaining('Kirjautuminen ei juuri nyt vastaa')]);
      expect(seen.headers['set-cookie']).toBeUndefined();
      const out = await browser.go(at('/console/signed-out'));
      expect([out.status, out.text]).toEqual([200, expect.stringContaining('Olet kirjautunut ulos')]);
    },
  );

  it('leaves nothing of themselves, of codes or of tokens in the log', async () => {
    const back = new URL(await told('aino'));
    await browser.go(back.href);
    await browser.ask(back.href);
    await house.later(16);
    await house.feels('broken');
    await api('me');
    const log = house.log();
    expect(log).toContain('"route":"GET /console/signed-in"');
    expect(log).toContain('status-502');
    for (const secret of ['Aino', 'w-aino', 'eyJ', 'not-a-secret', sessionOf() ?? '', ...back.searchParams.values()])
      expect([secret.length >= 3, log.includes(secret)]).toEqual([true, false]);
  });

  it('is refused with an ID token that is too old', async () => {
    await house.later(2 * 24 * 60 + 10);
    expect((await signIn('aino')).status).toBe(401);
    expect(sessionOf()).toBeUndefined();
  });
});
