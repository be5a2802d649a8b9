import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConfigError, faultsOf, loadConfig, missingFromContent } from '../src/config';
import { settingsSchema } from '../src/settings';
import { root } from './support/root';

const key = Buffer.alloc(32, 1).toString('base64');

/** All that production needs. */
const complete = {
  NODE_ENV: 'production',
  ENCRYPTION_KEYS: `now:${key}`,
  MICROSOFT_APP_ID: 'app',
  MICROSOFT_APP_PASSWORD: 'word',
  MICROSOFT_APP_TENANT_ID: 'tenant',
  SIGN_IN_AUTHORITY: 'https://sign-in.example.org/tenant',
  SIGN_IN_CLIENT_ID: 'console',
  SIGN_IN_CLIENT_SECRET: 'secret',
  PUBLIC_ADDRESS: 'https://luotsi.example.org',
  NOTICE_RECEIVERS: '[{"id":"team","areas":["here/*","named/*"],"teams":"https://teams.example.org/hook"}]',
};

const faultsIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

/** The names that a fault is about: what stands before its first colon. */
const named = (faults: readonly string[]): string[] =>
  faults.flatMap((fault) => (fault.split(':')[0] ?? '').split(', ')).sort();

describe('at home', () => {
  test('an empty environment works', () => {
    expect(loadConfig({})).toMatchObject({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: 3978,
      REGION: 'etela-pohjanmaa',
      production: false,
      botIsSet: false,
      signInIsSet: false,
    });
  });

  test('a setting that is written but left empty is not set', () => {
    const blank = Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, '']));
    expect(loadConfig(blank)).toEqual(loadConfig({}));
  });

  test.each(['127.0.0.1', '::1', 'localhost'])('listens on %s, which only this computer reaches', (host) => {
    expect(loadConfig({ HOST: host }).HOST).toBe(host);
  });

  test.each(['0.0.0.0', '::', '192.168.1.5', 'luotsi.example.org'])(
    'refuses to listen on %s, which others reach',
    (host) => {
      expect(named(faultsIn({ HOST: host }))).toEqual(['HOST']);
      expect(loadConfig({ ...complete, HOST: host }).HOST).toBe(host);
    },
  );

  test('other variables of the computer do not matter', () => {
    expect(loadConfig({ PATH: '/bin', HOME: '/root' })).toEqual(loadConfig({}));
  });
});

describe('a setting that cannot be read', () => {
  test.each([
    ['PORT', 'many'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['NODE_ENV', 'prod'],
    ['LOG_LEVEL', 'everything'],
    ['PUBLIC_ADDRESS', 'luotsi'],
    ['ENCRYPTION_KEYS', key],
    ['ENCRYPTION_KEYS', 'now:short'],
    ['SIGN_IN_KNOWN_AUTHORITIES', 'https://sign-in.example.org'],
    ['SIGN_IN_KNOWN_AUTHORITIES', 'one.example.org, two.example.org'],
    ...['sign-in', 'http://sign-in.example.org/tenant', 'https://sign-in.example.org', 'https://sign-in.example.org/']
      .concat(
        ['common', 'organizations', 'Consumers/', 'common/v2.0'].map((one) => `https://sign-in.example.org/${one}`),
      )
      .map((authority): [string, string] => ['SIGN_IN_AUTHORITY', authority]),
  ])('%s=%s refuses the start and is named', (name, value) => {
    expect(named(faultsIn({ [name]: value }))).toEqual([name]);
  });

  test('several are named together', () => {
    expect(named(faultsIn({ PORT: 'many', LOG_LEVEL: 'loud', PUBLIC_ADDRESS: 'luotsi' }))).toEqual([
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_ADDRESS',
    ]);
  });

  test('is named together with a group that is set half and with all that production misses', () => {
    expect(named(faultsIn({ NODE_ENV: 'production', PORT: 'many', DESK_URL: 'https://desk.example.org' }))).toEqual([
      'DESK_SECRET',
      'ENCRYPTION_KEYS',
      'MICROSOFT_APP_ID',
      'PORT',
      'PUBLIC_ADDRESS',
      'SIGN_IN_AUTHORITY',
      'SIGN_IN_CLIENT_ID',
      'SIGN_IN_CLIENT_SECRET',
    ]);
  });

  test('is never repeated in the message: a value may be a secret', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('q', 'x', 'z', '7', '8', '9'), minLength: 8, maxLength: 30 }),
        (secret) => {
          const faults = faultsIn({
            ENCRYPTION_KEYS: secret,
            PUBLIC_ADDRESS: secret,
            LOG_LEVEL: secret,
            MICROSOFT_APP_PASSWORD: secret,
          });
          expect(faults.length).toBeGreaterThan(0);
          expect(faults.join()).not.toContain(secret);
        },
      ),
    );
  });
});

describe('production', () => {
  test('names everything that is missing at once', () => {
    expect(named(faultsIn({ NODE_ENV: 'production' }))).toEqual([
      'ENCRYPTION_KEYS',
      'MICROSOFT_APP_ID',
      'NOTICE_RECEIVERS',
      'PUBLIC_ADDRESS',
      'SIGN_IN_AUTHORITY',
      'SIGN_IN_CLIENT_ID',
      'SIGN_IN_CLIENT_SECRET',
    ]);
  });

  test('starts when everything is there', () => {
    expect(loadConfig(complete)).toMatchObject({ production: true, botIsSet: true, signInIsSet: true });
  });

  test.each(Object.keys(complete).filter((name) => name !== 'NODE_ENV'))('does not start without %s', (name) => {
    expect(named(faultsIn({ ...complete, [name]: undefined }))).toContain(name);
  });

  test('is reached over https only', () => {
    expect(named(faultsIn({ ...complete, PUBLIC_ADDRESS: 'http://luotsi.example.org' }))).toEqual(['PUBLIC_ADDRESS']);
  });

  test('reads its keys, the current one first', () => {
    const { ENCRYPTION_KEYS: keys } = loadConfig({ ...complete, ENCRYPTION_KEYS: `now:${key},before:${key}` });
    expect(keys?.map(({ id }) => id)).toEqual(['now', 'before']);
    expect(keys?.map(({ key: bytes }) => bytes.length)).toEqual([32, 32]);
  });
});

describe('settings that belong together', () => {
  test.each([
    [['MICROSOFT_APP_ID', 'MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID']],
    [['SIGN_IN_AUTHORITY', 'SIGN_IN_CLIENT_ID', 'SIGN_IN_CLIENT_SECRET']],
    [['DESK_URL', 'DESK_SECRET']],
  ])('%j are set all or none, at home too', (group) => {
    const value = (name: string): string => (/URL|AUTHORITY/.test(name) ? 'https://example.org/tenant' : 'value');
    const having = (names: readonly string[]): readonly string[] =>
      faultsIn({
        PUBLIC_ADDRESS: 'https://luotsi.example.org',
        ...Object.fromEntries(names.map((name) => [name, value(name)])),
      });
    for (const missing of group) expect(named(having(group.filter((name) => name !== missing)))).toEqual([missing]);
    expect(having(group)).toEqual([]);
    const [first = '', ...others] = group;
    expect(named(having([first]))).toEqual([...others].sort());
  });

  test('a sign-in needs the address that it sends workers back to, at home too', () => {
    const { PUBLIC_ADDRESS: _, NODE_ENV: __, ...signIn } = complete;
    expect(named(faultsIn(signIn))).toEqual(['PUBLIC_ADDRESS']);
    expect(faultsIn({ ...signIn, PUBLIC_ADDRESS: 'http://localhost:3978' })).toEqual([]);
  });

  test('several groups set half are named together', () => {
    expect(named(faultsIn({ MICROSOFT_APP_ID: 'app', DESK_SECRET: 'secret' }))).toEqual([
      'DESK_URL',
      'MICROSOFT_APP_PASSWORD',
      'MICROSOFT_APP_TENANT_ID',
    ]);
  });
});

describe('what production asks of the content', () => {
  const content = {
    unapproved: ['dialogs/frame.yaml'],
    regions: {
      here: { 'responsible-role': null, open: true, areas: [{ id: 'north' }, { id: 'south' }] },
      named: { 'responsible-role': 'perhekeskuskoordinaattori', open: true, areas: [{ id: 'all' }] },
      closed: { 'responsible-role': null, open: false, areas: [{ id: 'west' }] },
    },
  };

  test('a role for every open region, and approval of every file', () => {
    const faults = missingFromContent(content);
    expect(named(faults)).toEqual(['dialogs/frame.yaml', 'regions/here/region.yaml']);
  });

  test('is told together with the settings', () => {
    expect(named(faultsOf({ ...complete, PUBLIC_ADDRESS: '' }, content))).toEqual([
      'PUBLIC_ADDRESS',
      'dialogs/frame.yaml',
      'regions/here/region.yaml',
    ]);
  });

  test('alone keeps production from starting', () => {
    expect(faultsOf(complete, content)).toEqual(missingFromContent(content));
    expect(faultsOf(complete, { ...content, unapproved: [] })).toHaveLength(1);
  });

  test('is not asked at home', () => {
    expect(faultsOf({}, content)).toEqual([]);
    expect(named(faultsOf({ PORT: 'many' }, content))).toEqual(['PORT']);
  });
});

describe('who is told of handoffs', () => {
  const area = (open: boolean, ...ids: string[]) => ({
    open,
    'responsible-role': 'role',
    areas: ids.map((id) => ({ id })),
  });
  const content = { unapproved: [], regions: { here: area(true, 'north', 'south'), closed: area(false, 'west') } };
  const webhook = 'https://teams.example.org/secret-hook';
  const receivers = (...list: readonly Record<string, unknown>[]): Record<string, string> => ({
    NOTICE_RECEIVERS: JSON.stringify(list.map((one, index) => ({ id: `team-${index}`, teams: webhook, ...one }))),
  });

  test('is read with what it does not say: everything', () => {
    expect(loadConfig(receivers({ areas: ['here/*'] })).NOTICE_RECEIVERS).toEqual([
      { id: 'team-0', areas: ['here/*'], takes: 'everything', teams: webhook },
    ]);
    expect(loadConfig({}).NOTICE_RECEIVERS).toEqual([]);
  });

  test.each([
    ['no JSON', 'secret-hook'],
    ['no list', '{"id":"x","teams":"https://teams.example.org/secret-hook"}'],
    ['no area', '[{"id":"x","areas":[],"teams":"https://teams.example.org/secret-hook"}]'],
    ['neither e-mail nor Teams', '[{"id":"x","areas":["here/*"]}]'],
    ['both', '[{"id":"x","areas":["here/*"],"email":"a@b.fi","teams":"https://teams.example.org/secret-hook"}]'],
    [
      'a misspelt word',
      '[{"id":"x","areas":["here/*"],"take":"urgent","teams":"https://teams.example.org/secret-hook"}]',
    ],
    ['an address that is none', '[{"id":"x","areas":["here/*"],"teams":"secret-hook"}]'],
    ['the desk’s own name', '[{"id":"desk","areas":["here/*"],"teams":"https://teams.example.org/secret-hook"}]'],
    [
      'one id twice',
      '[{"id":"x","areas":["here/*"],"email":"a@b.fi"},{"id":"x","areas":["here/*"],"email":"secret-hook@b.fi"}]',
    ],
  ])('with %s refuses the start without repeating a secret', (_, value) => {
    const faults = faultsIn({ NOTICE_RECEIVERS: value });
    expect(faults.some((fault) => fault.startsWith('NOTICE_RECEIVERS'))).toBe(true);
    expect(faults.join()).not.toContain('secret-hook');
  });

  test('by e-mail needs a server, and the server a sender', () => {
    const mail = receivers({ areas: ['here/*'], teams: undefined, email: 'team@example.org' });
    expect(named(faultsIn(mail))).toEqual(['SMTP_URL']);
    expect(named(faultsIn({ ...mail, SMTP_URL: 'smtp://mail.example.org:587' }))).toEqual(['NOTICE_FROM']);
    expect(named(faultsIn({ ...mail, SMTP_URL: 'https://mail.example.org', NOTICE_FROM: 'a@b.fi' }))).toEqual([
      'SMTP_URL',
    ]);
    expect(faultsIn({ ...mail, SMTP_URL: 'smtp://mail.example.org:587', NOTICE_FROM: 'a@b.fi' })).toEqual([]);
  });

  test('in an area that is not there is named, at home too', () => {
    expect(faultsOf(receivers({ areas: ['here/north', 'here/nroth', 'there/*'] }), content)).toEqual([
      expect.stringMatching(/^NOTICE_RECEIVERS: .*"here\/nroth".*"team-0"/),
      expect.stringMatching(/^NOTICE_RECEIVERS: .*"there\/\*"/),
    ]);
  });

  test('must in production be somebody for every area of an open region, whatever else there is', () => {
    const faults = (...list: Record<string, unknown>[]): readonly string[] =>
      faultsOf({ ...complete, ...receivers(...list) }, content);
    expect(faults({ areas: ['here/*'] })).toEqual([]);
    expect(faults({ areas: ['here/north'] })).toEqual([expect.stringContaining('here/south')]);
    expect(faults({ areas: ['here/*'], takes: 'urgent' })).toHaveLength(2);
    expect(
      faultsOf(
        { ...complete, NOTICE_RECEIVERS: '', DESK_URL: 'https://desk.example.org', DESK_SECRET: 'secret' },
        content,
      ),
    ).toEqual([]);
  });

  test('in production by a webhook without encryption is refused', () => {
    const env = { ...complete, ...receivers({ areas: ['here/*'], teams: 'http://teams.example.org' }) };
    expect(faultsIn(env)).toEqual(['NOTICE_RECEIVERS: a webhook begins with https']);
  });
});

describe('.env.example', () => {
  const lines = readFileSync(join(root, '.env.example'), 'utf8').split('\n');
  const settings = lines.flatMap((line, index) => {
    const [name, value] = line.split(/=(.*)/s);
    return line !== '' && !line.startsWith('#') && name !== undefined ? [{ name, value: value ?? '', index }] : [];
  });

  test('holds every setting there is, and no other', () => {
    expect(settings.map(({ name }) => name)).toEqual(Object.keys(settingsSchema.shape));
  });

  test('explains each setting in one line above it', () => {
    for (const { index } of settings) {
      expect(lines[index - 1]).toMatch(/^# [A-Za-z].*[.:;]? ?.*$/);
      expect(lines[index - 2]).not.toMatch(/^#/);
    }
  });

  test('is what an empty environment means', () => {
    const written = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
    expect(loadConfig(written)).toEqual(loadConfig({}));
  });

  test('holds no secret', () => {
    for (const { name, value } of settings.filter((one) => /SECRET|PASSWORD|KEYS/.test(one.name)))
      expect([name, value]).toEqual([name, '']);
  });
});
