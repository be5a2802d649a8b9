import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import { stoppedClock } from '../../src/clock';
import { ServiceError } from '../../src/errors';
import { teamsTabRoutes, type TeamsTabParts } from '../../src/http/teams-tab';
import { teamsTokens, type TeamsTokens } from '../../src/http/teams-token';
import { consolePage } from '../../src/http/pages';
import { OrganisationFault, type Network } from '../../src/http/sign-in/network';
import { call } from '../support/family-window';
import { theContent } from '../support/house';
import { startTestService, testConfig } from '../support/service';
import { serving } from '../support/serving';

const tenant = '9d0c1a44-1111-4222-8333-444455556666';
const client = '66666666-7777-4888-9999-aaaaaaaaaaaa';
const host = 'luotsi.example.test';
/** The settings name the organisation by its domain; only its issuer tells the tenant's id. */
const authority = 'https://login.example.test/alue.example.test';
const issuer = `https://login.example.test/${tenant}/v2.0`;
const clock = stoppedClock('2026-11-23T08:00:00Z');
const now = (): number => Math.floor(clock.now().getTime() / 1000);

let keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
/** The addresses that the organisation was asked. */
let asked: string[];
/** What it answers in the place of its description or its keys. */
let instead: Readonly<Record<string, () => object>>;

beforeEach(() => {
  keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  asked = [];
  instead = {};
});

const described = (more: object = {}): object => ({
  issuer,
  authorization_endpoint: `${authority}/authorize`,
  token_endpoint: `${authority}/token`,
  jwks_uri: `${authority}/keys`,
  ...more,
});
const published = (): object => {
  const { n, e } = keys.publicKey.export({ format: 'jwk' });
  return {
    keys: [
      { kty: 'RSA', kid: 'key-1', n, e },
      { kty: 'EC', kid: 'other' },
    ],
  };
};
const network = (): Network => ({
  fault: undefined,
  sendGetRequestAsync<T>(url: string) {
    asked.push(url);
    const what = url.endsWith('/keys') ? 'keys' : 'description';
    const body = instead[what]?.() ?? (what === 'keys' ? published() : described());
    return Promise.resolve({ headers: {}, status: 200, body: body as T });
  },
  sendPostRequestAsync: () => Promise.reject(new Error('nothing is posted')),
});
const unwell = (): object => {
  throw new OrganisationFault('status-503');
};

const claims = (more: Readonly<Record<string, unknown>> = {}): object => {
  const all: Readonly<Record<string, unknown>> = {
    iss: issuer,
    aud: client,
    tid: tenant,
    oid: 'oid-anna',
    name: 'Anna',
    scp: 'access_as_user',
    nbf: now() - 60,
    exp: now() + 3600,
    ...more,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};

const token = (more: Readonly<Record<string, unknown>> = {}, keyid = 'key-1'): string =>
  sign(claims(more), keys.privateKey, { algorithm: 'RS256', keyid });

const settings = {
  SIGN_IN_AUTHORITY: authority,
  SIGN_IN_CLIENT_ID: client,
  SIGN_IN_CLIENT_SECRET: 'x',
  PUBLIC_ADDRESS: `https://${host}`,
};
const open = (): TeamsTokens => teamsTokens(testConfig(settings), host, clock, network);

describe('a token that Teams gives to the tab', () => {
  it('tells whose it is, and its keys are asked for once', async () => {
    const tokens = open();
    for (let times = 0; times < 3; times += 1)
      expect(await tokens.claimsOf(token())).toMatchObject({ oid: 'oid-anna', name: 'Anna' });
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['for the application by its address', { aud: `api://${host}/${client}` }],
    ['of the first version', { iss: `https://sts.windows.net/${tenant}/` }],
    ['that ran out less than five minutes ago', { exp: Math.floor(Date.parse('2026-11-23T07:56:00Z') / 1000) }],
  ])('is taken %s', async (_, more) => {
    expect(await open().claimsOf(token(more))).toMatchObject({ oid: 'oid-anna' });
  });

  const forged: Readonly<Record<string, () => string>> = {
    'without any sense': () => 'abc',
    'that is empty': () => '',
    'of another issuer': () => token({ iss: 'https://issuer.example.test/' }),
    'for another application': () => token({ aud: 'another' }),
    'for Graph': () => token({ aud: 'https://graph.microsoft.com' }),
    'of another tenant': () => token({ tid: 'another' }),
    'of another tenant’s issuer': () => token({ iss: 'https://sts.windows.net/another/' }),
    'without a tenant': () => token({ tid: undefined }),
    'without an account': () => token({ oid: undefined }),
    'without the scope of the console': () => token({ scp: 'User.Read' }),
    'of an application and not of a person': () => token({ scp: undefined, roles: ['worker'] }),
    'that ran out': () => token({ exp: now() - 400 }),
    'of tomorrow': () => token({ nbf: now() + 86_400 }),
    'with a key that is not published': () => token({}, 'key-2'),
    'with the key of another kind': () => token({}, 'other'),
    'with no key named': () => sign(claims(), keys.privateKey, { algorithm: 'RS256' }),
    'signed by a stranger': () =>
      sign(claims(), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, {
        algorithm: 'RS256',
        keyid: 'key-1',
      }),
    'with alg none': () => {
      const [, body = ''] = token().split('.');
      return `${Buffer.from(JSON.stringify({ alg: 'none', kid: 'key-1' })).toString('base64url')}.${body}.`;
    },
    'with HS256 by the published key': () => {
      const head = Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'key-1' })).toString('base64url');
      const [, body = ''] = token().split('.');
      const pem = keys.publicKey.export({ format: 'pem', type: 'spki' });
      return `${head}.${body}.${createHmac('sha256', pem).update(`${head}.${body}`).digest('base64url')}`;
    },
    'changed after signing': () => {
      const [head, , mac] = token().split('.');
      const [, body] = token({ oid: 'oid-other' }).split('.');
      return [head, body, mac].join('.');
    },
  };
  it.each(Object.keys(forged))('is refused %s', async (name) => {
    await expect(open().claimsOf(forged[name]?.() ?? '')).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  it('with a made-up key does not make the keys be asked for each time', async () => {
    const tokens = open();
    await tokens.claimsOf(token());
    for (let times = 0; times < 5; times += 1)
      await expect(tokens.claimsOf(token({}, `made-up-${times}`))).rejects.toBeInstanceOf(ServiceError);
    expect(asked).toHaveLength(2);
  });

  it('is not judged by an organisation that tells of no keys', async () => {
    instead = { description: () => described({ jwks_uri: undefined }) };
    await expect(open().claimsOf(token())).rejects.toMatchObject({ code: 'sign-in-unreachable' });
  });

  it.each([
    ['does not answer', { description: unwell }],
    ['does not give its keys', { keys: unwell }],
    [
      'has its keys at a stranger',
      { description: () => described({ jwks_uri: 'https://stranger.example.test/keys' }) },
    ],
    ['has its keys without https', { description: () => described({ jwks_uri: 'http://login.example.test/keys' }) }],
    ['gives something else than keys', { keys: () => ({ keys: 'none' }) }],
    ['gives keys that are none', { keys: () => ({ keys: [{ kty: 'RSA', kid: 'key-1', n: 5 }] }) }],
  ])('is not judged while the organisation %s', async (_, told) => {
    instead = told;
    const tokens = open();
    await expect(tokens.claimsOf(token())).rejects.toMatchObject({ code: 'sign-in-unreachable' });
    instead = {};
    expect(await tokens.claimsOf(token())).toMatchObject({ oid: 'oid-anna' });
  });
});

describe('the tab', () => {
  const parts = (more: Partial<TeamsTabParts> = {}): TeamsTabParts => ({
    config: testConfig(settings),
    content: theContent(),
    tokens: open(),
    admit: (_request, { oid }) => Promise.resolve(oid),
    consolePage,
    program: Buffer.from('// the tab'),
    ...more,
  });
  const inTab = async <T>(of: TeamsTabParts, ask: (address: string) => Promise<T>): Promise<T> => {
    const served = await serving(teamsTabRoutes(of));
    try {
      return await ask(served.address);
    } finally {
      await served.close();
    }
  };
  const exchange = (of: TeamsTabParts, body: unknown, headers = { 'x-luotsi': 'console' }): Promise<Response> =>
    inTab(of, (address) => call(address, 'POST', '/console/api/teams/session', body, headers));

  it('is given a session whose cookie lives in Teams’ frame only', async () => {
    const answer = await exchange(parts(), { token: token() });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
      204,
      '__Host-luotsi-console=oid-anna; Path=/; HttpOnly; Secure; SameSite=None; Partitioned',
    ]);
  });

  it.each([
    ['without the console’s own header', { token: 'x' }, {}, 403],
    ['with a token that is refused', { token: 'x' }, undefined, 401],
    ['without a token', {}, undefined, 400],
    ['with something else than a token', { token: 5 }, undefined, 400],
  ] as const)('is given none %s', async (_, body, headers, status) => {
    const answer = await exchange(parts(), body, headers as { 'x-luotsi': string } | undefined);
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([status, null]);
  });

  it('is given none when the person has no role or area', async () => {
    const refusing = parts({
      admit: () => Promise.reject(new ServiceError('not-permitted')),
    });
    const answer = await exchange(refusing, { token: token() });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null]);
  });

  it('may be shown by Teams in a frame, and by nobody else', async () => {
    for (const path of ['/console/teams', '/console/teams/queue']) {
      const answer = await inTab(parts(), (address) => call(address, 'GET', path));
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain('frame-ancestors https://teams.microsoft.com');
      expect(policy).not.toMatch(/frame-ancestors[^;]*(\*(?!\.)|'none'|http:)/);
    }
  });

  it('is not there at home, and the console itself stands in no frame', async () => {
    const home = await startTestService();
    try {
      expect((await call(home.address, 'GET', '/console/teams')).status).toBe(404);
      const own = await call(home.address, 'GET', '/console');
      expect(own.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    } finally {
      await home.close();
    }
  });
});
