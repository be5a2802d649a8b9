import type { Listed } from '../../src/queue/handoff';
import { call } from '../support/family-window';
import { greetFamily } from '../support/house';
import { startTestService } from '../support/service';
import { ofSeinajoki, openSignInHouse, signInSettings, type SignInHouse } from '../support/sign-in-house';
import { walk, wantsContact } from '../support/walk';

const apis = [
  ['GET', 'me'],
  ['GET', 'handoffs'],
  ['GET', 'handoffs/x'],
  ['GET', 'news'],
  ['GET', 'session'],
  ['POST', 'session'],
  ['POST', 'code'],
  ['POST', 'handoffs/x/claim'],
  ['POST', 'handoffs/x/note'],
] as const;

describe('a service with a sign-in', () => {
  it('answers every console API with 401, at home too, until somebody has signed in', async () => {
    const service = await startTestService({ env: signInSettings });
    try {
      expect(service.doors.console).toBe(true);
      for (const [method, api] of apis) {
        for (const cookie of ['', '__Host-luotsi-console=guess', '__Host-luotsi-console='])
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

  it('sets cookies without https only at home, where its address has none', async () => {
    const service = await startTestService({ env: { ...signInSettings, PUBLIC_ADDRESS: 'http://localhost:3978' } });
    try {
      const answer = await call(service.address, 'POST', '/console/api/sign-out', {}, { 'x-luotsi': 'console' });
      expect(answer.headers.getSetCookie()).toEqual(['luotsi-console=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0']);
    } finally {
      await service.close();
    }
  });
});

describe('a worker who signs in', () => {
  let at: SignInHouse;
  beforeEach(async () => {
    at = await openSignInHouse();
  });
  afterEach(() => at.close());

  async function handedOver(municipality: string): Promise<void> {
    await walk(await greetFamily(at.house), { ...wantsContact, municipality: { place: municipality } });
  }

  async function areasSeen(cookie: string): Promise<string[]> {
    const answer = await at.ask('/console/api/handoffs', cookie);
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { handoffs: Listed[] }).handoffs.map((one) => one.area).sort();
  }

  it('is asked for with a code challenge, and the browser gets a sealed cookie', async () => {
    const { answer } = await at.begin();
    expect(answer.status).toBe(302);
    const [asked] = at.theirs.asked;
    for (const secret of [asked?.state, asked?.nonce, asked?.challenge]) expect(secret).toMatch(/^[\w-]{43}$/);
    const [cookie = ''] = answer.headers.getSetCookie();
    for (const secret of [asked?.state, asked?.nonce]) expect(cookie).not.toContain(String(secret));
  });

  it('is known by name, and their code was redeemed with the verifier and nonce of this sign-in', async () => {
    const cookie = await at.signedIn(ofSeinajoki);
    expect(await (await at.ask('/console/api/me', cookie)).json()).toMatchObject({
      id: 'w-1',
      name: 'Aino Ohjaaja',
      role: 'worker',
    });
    const [redeemed] = at.theirs.redeemed;
    expect(redeemed).toMatchObject({ code: 'abc', nonce: at.theirs.asked[0]?.nonce });
    expect(redeemed?.verifier).toMatch(/^[\w-]{43}$/);
    // The browser's reference is not what is stored.
    const stored = await at.house.database.rows('select reference_hash from worker_sessions');
    expect(cookie).not.toContain(String(stored[0]?.['reference_hash']));
  });

  it('with another state, an old one, none, or an altered cookie is refused before any code is redeemed', async () => {
    at.theirs.claims = ofSeinajoki;
    const { state, cookie } = await at.begin();
    const altered = `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const [query, kept] of [
      ['code=abc&state=other', cookie],
      ['code=abc', cookie],
      [`code=abc&state=${state}`, ''],
      [`code=abc&state=${state}`, altered],
      ['code=abc&state=', '__Host-luotsi-sign-in='],
    ] as const)
      expect([query, (await at.ask(`/console/signed-in?${query}`, kept)).status]).toEqual([query, 401]);
    at.later(11);
    expect((await at.ask(`/console/signed-in?code=abc&state=${state}`, cookie)).status).toBe(401);
    expect(at.theirs.redeemed).toEqual([]);
  });

  it.each([
    ['not-signed-in', 401, /Kirjautuminen jäi kesken/],
    ['sign-in-unreachable', 503, /Kirjautuminen ei juuri nyt vastaa/],
  ] as const)('whose code the organisation does not take is told of %s without detail', async (code, status, words) => {
    at.theirs.refuses = code;
    const { state, cookie } = await at.begin();
    const answer = await at.ask(`/console/signed-in?code=abc&state=${state}`, cookie);
    expect(answer.status).toBe(status);
    const text = await answer.text();
    expect(text).toMatch(words);
    expect(text).not.toContain('not accepted');
    expect(answer.headers.getSetCookie()).toEqual([
      '__Host-luotsi-sign-in=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0',
    ]);
    expect(JSON.stringify(at.lines)).not.toContain('not accepted');
  });

  it.each([
    ['access_denied', 401],
    ['AADSTS50105 <script>', 401],
    ['server_error', 503],
    ['temporarily_unavailable', 503],
  ])('whom the organisation sends back with %s reads a page, and nothing is redeemed', async (error, status) => {
    const { state, cookie } = await at.begin();
    const query = new URLSearchParams({ error, error_description: 'of a person', state }).toString();
    const answer = await at.ask(`/console/signed-in?${query}`, cookie);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/of a person|script/);
    expect(at.theirs.redeemed).toEqual([]);
  });

  it.each([
    ['sv-FI,sv;q=0.9', 'sv', ['sv', 'fi']],
    ['fi', 'fi', ['fi', 'sv']],
    ['en-GB,en', 'en', ['en', 'fi', 'sv']],
    ['de', 'fi', ['fi', 'sv']],
  ])('reads pages first in the language of the browser: %s', async (asked, first, all) => {
    const answer = await at.ask('/console/signed-in', '', 'GET', undefined, { 'accept-language': asked });
    const text = await answer.text();
    expect(text).toContain(`<html lang="${first}">`);
    expect([...text.matchAll(/<section lang="(\w+)">/g)].map(([, language]) => language)).toEqual(all);
  });

  it('sees the areas of their groups and the common queue only', async () => {
    for (const municipality of ['seinajoki', 'lapua', 'kauhajoki', 'soini']) await handedOver(municipality);
    expect(await areasSeen(await at.signedIn(ofSeinajoki))).toEqual(['common', 'seinajoki']);
    expect(await areasSeen(await at.signedIn({ ...ofSeinajoki, groups: ['g-lapua', 'g-seinajoki'] }))).toEqual([
      'common',
      'lapua',
      'seinajoki',
    ]);
    expect(await areasSeen(await at.signedIn({ oid: 's-1', roles: ['supervisor'] }))).toEqual([
      'common',
      'lapua',
      'seinajoki',
      'suupohja',
    ]);
  });

  it('can neither open nor move a handoff of another area, and nothing of it is told', async () => {
    await handedOver('lapua');
    const [row] = await at.house.desk.list('all');
    const id = row?.id ?? '';
    const cookie = await at.signedIn(ofSeinajoki);
    for (const answer of [
      await at.ask(`/console/api/handoffs/${id}`, cookie),
      await at.ask(`/console/api/handoffs/${id}/claim`, cookie, 'POST'),
      await at.ask(`/console/api/handoffs/${id}/note`, cookie, 'POST', { text: 'x' }),
    ]) {
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toMatch(/Vauva|Liisa|LU-/);
    }
    expect((await at.house.desk.list('all'))[0]).toMatchObject({ state: 'waiting' });
    const other = await at.signedIn({ ...ofSeinajoki, groups: ['g-lapua'] });
    expect((await at.ask(`/console/api/handoffs/${id}`, other)).status).toBe(200);
  });

  it.each([
    ['no role', { oid: 'x', groups: ['g-seinajoki'] }],
    ['an empty list of roles', { oid: 'x', roles: [], groups: ['g-seinajoki'] }],
    ['a role that is none of ours', { oid: 'x', roles: ['admin'] }],
    ['no group', { oid: 'x', roles: ['worker'] }],
    ['a group that is none of ours', { oid: 'x', roles: ['worker'], groups: ['g-other'] }],
  ])('with %s is refused on a page and gets no session', async (_what, claims) => {
    at.theirs.claims = claims;
    const { state, cookie } = await at.begin();
    const answer = await at.ask(`/console/signed-in?code=abc&state=${state}`, cookie);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Sinulla ei ole vielä oikeutta');
    expect(answer.headers.getSetCookie().some((one) => one.includes('luotsi-console='))).toBe(false);
    expect(await at.house.database.rows('select reference_hash from worker_sessions')).toEqual([]);
    // Who tried stands in the trail, and nothing that would open anything.
    const trail = await at.house.database.rows('select actor, actor_name, action, subject, detail from audit');
    const { oid, name = oid } = claims as { oid: string; name?: string };
    expect(trail).toEqual([
      { actor: oid, actor_name: name, action: 'sign-in-refused', subject: oid, detail: 'not-permitted' },
    ]);
  });

  it('does the work of their first role: nobody audits beside it', async () => {
    for (const [roles, role] of [
      [['auditor', 'worker'], 'worker'],
      [['worker', 'supervisor', 'auditor'], 'supervisor'],
      [['auditor'], 'auditor'],
    ] as const) {
      const cookie = await at.signedIn({ ...ofSeinajoki, roles });
      expect(await (await at.ask('/console/api/me', cookie)).json()).toMatchObject({ role });
      expect((await at.ask('/console/api/handoffs', cookie)).status).toBe(role === 'auditor' ? 403 : 200);
    }
  });

  it('whose claims cannot be read is refused', async () => {
    for (const claims of [{}, { roles: ['supervisor'] }, { oid: 5, roles: ['supervisor'] }, { oid: '' }]) {
      at.theirs.claims = claims;
      const { state, cookie } = await at.begin();
      expect((await at.ask(`/console/signed-in?code=abc&state=${state}`, cookie)).status).toBe(401);
    }
  });

  it('meets a page with a reference when the fault is our own, and the log knows it', async () => {
    at.theirs.redeem = () => Promise.reject(new TypeError('Aino Ohjaaja broke it'));
    const { state, cookie } = await at.begin();
    const answer = await at.ask(`/console/signed-in?code=abc&state=${state}`, cookie);
    expect(answer.status).toBe(500);
    const [, reference = ''] = /viite ([0-9A-F]{8})/.exec(await answer.text()) ?? [];
    expect(at.lines.find(({ event }) => event === 'request failed')?.fields).toMatchObject({
      reference,
      fault: 'TypeError',
    });
    expect(JSON.stringify(at.lines)).not.toContain('Aino');
  });

  it('moves handoffs under their own name, and another cannot close what is theirs', async () => {
    await handedOver('seinajoki');
    const id = (await at.house.desk.list('all'))[0]?.id ?? '';
    const aino = await at.signedIn(ofSeinajoki);
    const ville = await at.signedIn({ ...ofSeinajoki, oid: 'w-2', name: 'Ville Ohjaaja' });
    const move = async (cookie: string, name: string, body?: unknown): Promise<number> =>
      (await at.ask(`/console/api/handoffs/${id}/${name}`, cookie, 'POST', body)).status;
    expect(await move(aino, 'claim')).toBe(200);
    expect(await move(ville, 'claim')).toBe(409);
    expect(await move(ville, 'close', { ending: 'guided' })).toBe(409);
    expect(await move(ville, 'take-over')).toBe(200);
    expect(await move(aino, 'return')).toBe(409);
    expect(await move(ville, 'close', { ending: 'guided' })).toBe(200);
    const trail = await at.house.database.rows(
      "select actor, actor_name, action from audit where action <> 'sign-in' order by rowid",
    );
    expect(trail).toEqual([
      { actor: 'w-1', actor_name: 'Aino Ohjaaja', action: 'claim' },
      { actor: 'w-2', actor_name: 'Ville Ohjaaja', action: 'take-over' },
      { actor: 'w-2', actor_name: 'Ville Ohjaaja', action: 'close' },
    ]);
  });
});
