import type { DetailView } from '../../src/queue/detail';
import type { Listed } from '../../src/queue/handoff';
import { call, openWindow, type FamilyWindow } from '../support/family-window';
import { openStream } from '../support/raw-stream';
import { startTestService, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const fromConsole = { 'x-luotsi': 'console' };
const api = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = fromConsole,
): Promise<Response> => call(service.address, method, `/console/api${path}`, body, headers);
const told = async <T>(answer: Promise<Response>): Promise<T> => {
  const got = await answer;
  if (!got.ok) throw new Error(`${got.status} ${await got.text()}`);
  return (await got.json()) as T;
};
const refused = async (answer: Promise<Response>): Promise<[number, string]> => {
  const got = await answer;
  return [got.status, ((await got.json()) as { error: { code: string } }).error.code];
};
const list = async (query = ''): Promise<readonly Listed[]> =>
  (await told<{ handoffs: Listed[] }>(api('GET', `/handoffs${query}`))).handoffs;
const detail = (id: string): Promise<DetailView> => told(api('GET', `/handoffs/${id}`));
const move = (id: string, name: string, body?: unknown): Promise<Response> =>
  api('POST', `/handoffs/${id}/${name}`, body);

async function sent(): Promise<{ family: FamilyWindow; id: string }> {
  const before = new Set((await list('?state=all')).map((one) => one.id));
  const family = await openWindow(service.address);
  await walk(family, wantsContact, 'heard');
  const id = (await list()).find((one) => !before.has(one.id))?.id;
  if (id === undefined) throw new Error('the handoff is not in the queue');
  return { family, id };
}

it('a worker’s screen learns what is at hand: roles, parties, texts, checklists, triggers, the duty', async () => {
  const me = await told<Record<string, unknown>>(api('GET', '/me'));
  expect(me).toMatchObject({ id: 'home', role: 'supervisor', away: false, areas: 'all' });
  for (const known of ['parties', 'roles', 'readyTexts', 'checklists', 'triggers', 'duty', 'safeTimes', 'needs'])
    expect(Object.keys(me[known] as object).length).toBeGreaterThan(0);
});

it('a handoff shows the whole conversation, whether the family is there, and what follows from the answers', async () => {
  const { family, id } = await sent();
  const stream = await openStream(family.granted.streamUrl);
  const seen = await detail(id);
  expect(seen).toMatchObject({
    familyThere: true,
    chatOpen: true,
    draft: '',
    state: 'waiting',
    kind: 'contact',
    origin: 'chat',
  });
  expect(seen.register.proposed).toBe('social');
  expect(seen.services.length).toBeGreaterThan(0);
  expect(seen.services[0]?.why).toContain('need=child_sleep');
  expect(seen.chat.length).toBeGreaterThan(20);
  expect(seen).not.toHaveProperty('conversation');
  stream.close();
});

it('a worker and a family talk in the chat, and the robot is silent', async () => {
  const { family, id } = await sent();
  await move(id, 'claim');
  expect((await move(id, 'say', { text: 'Hei, luin mitä kerroit.' })).status).toBe(200);
  const news = await family.poll();
  expect(news.activities.at(-1)).toMatchObject({ text: 'Hei, luin mitä kerroit.', from: { id: 'worker' } });
  await family.say('Kiitos, hyvä');
  expect((await detail(id)).chat.slice(-2).map((line) => line.by)).toEqual(['worker', 'family']);
  await family.leave();
  expect(await refused(move(id, 'say', { text: 'Hei?' }))).toEqual([409, 'family-gone']);
  const after = await detail(id);
  expect(after.chat.map((line) => line.text)).toContain('Kiitos, hyvä');
  expect(after).toMatchObject({ familyThere: false, chatOpen: false });
});

it('each move needs what it tells, and a body without it changes nothing', async () => {
  const { id } = await sent();
  await move(id, 'claim');
  const bad: readonly (readonly [string, unknown])[] = [
    ['note', {}],
    ['note', { text: '   ' }],
    ['say', { text: '' }],
    ['tried', { how: 'gave-up' }],
    ['consult', { text: 'x' }],
    ['offer', { target: { area: 'x', party: 'y' }, text: 'x' }],
    ['offer', { target: { area: 'etela-pohjanmaa/lapua' } }],
    ['duty', { decision: 'later' }],
    ['triggers', { ids: 'all' }],
    ['evaluate', { axes: { coping: 'so-so' } }],
    ['fill', { register: 'none' }],
    ['close', { register: 'none', led: false }],
    ['refuse', {}],
  ];
  for (const [name, body] of bad)
    expect([name, ...(await refused(move(id, name, body)))]).toEqual([name, 400, 'body-unreadable']);
  for (const name of ['withdraw', 'give-back', 'desk-failed'])
    expect(await refused(move(id, name))).toEqual([404, 'not-found']);
  expect((await detail(id)).events.map((event) => event.kind)).toEqual(['claim']);
});

it('a matter is closed with its register, copied in record order, marked as transferred, and listed among the closed', async () => {
  const { id } = await sent();
  await move(id, 'claim');
  await move(id, 'triggers', { ids: ['worry-or-inadequacy'] });
  const closing = { ending: 'to-service', register: 'patient', led: true, target: 'neuvola', minutes: 20 };
  expect((await move(id, 'close', closing)).status).toBe(200);
  const { text } = await told<{ text: string }>(api('GET', `/handoffs/${id}/copy`));
  const order = ['Asianumero', 'Kunta', 'Nimi', 'Asia', 'Omin sanoin', 'Lupa', 'Yhteiset herätteet', 'Rekisteri'];
  const places = order.map((label) => `\n${text}`.search(new RegExp(`\\n${label}( \\(|:)`)));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(text).toContain('Liisa');
  expect((await move(id, 'transferred')).status).toBe(200);
  expect((await list()).map((one) => one.id)).not.toContain(id);
  const row = (await list('?state=closed')).find((one) => one.id === id);
  expect(row).toMatchObject({ state: 'closed', fillLater: false });
  expect(row?.transferredAt).not.toBeNull();
  expect(service.rows('select action from audit where subject = ?', id).map((line) => line['action'])).toContain(
    'export',
  );
});

it('a draft is kept and shown with the handoff', async () => {
  const { id } = await sent();
  expect((await api('POST', `/handoffs/${id}/draft`, { text: 'kesken' })).status).toBe(200);
  expect((await detail(id)).draft).toBe('kesken');
  expect(await refused(api('POST', `/handoffs/${id}/draft`, { text: 'x' }, {}))).toEqual([403, 'not-permitted']);
});

describe('a deed whose answer was lost and that is sent again', () => {
  const again = (key: string): Record<string, string> => ({ ...fromConsole, 'idempotency-key': key });

  it('is done once: words to the family, notes and claims', async () => {
    const { family, id } = await sent();
    const twice = async (name: string, body: unknown, key: string): Promise<number[]> => {
      const send = (): Promise<Response> => api('POST', `/handoffs/${id}/${name}`, body, again(key));
      return [(await send()).status, (await send()).status];
    };
    expect(await twice('claim', {}, 'claim-0001')).toEqual([200, 200]);
    expect(await twice('say', { text: 'Soitan kello kymmenen' }, 'say-00001')).toEqual([200, 200]);
    expect(await twice('tried', { how: 'no-answer' }, 'tried-001')).toEqual([200, 200]);
    const seen = await detail(id);
    expect(seen.events.map((event) => event.kind)).toEqual(['claim', 'say', 'tried']);
    expect(seen.tries).toBe(1);
    expect((await family.poll()).activities.filter((one) => one.text === 'Soitan kello kymmenen')).toHaveLength(1);
  });

  it('is another deed under another key, and an unreadable key is refused', async () => {
    const { id } = await sent();
    for (const key of ['note-0001', 'note-0002'])
      expect((await api('POST', `/handoffs/${id}/note`, { text: 'ei vastaa' }, again(key))).status).toBe(200);
    expect(await refused(api('POST', `/handoffs/${id}/note`, { text: 'x' }, again('a key')))).toEqual([
      400,
      'body-unreadable',
    ]);
    expect((await detail(id)).events).toHaveLength(2);
  });
});

describe('a contact taken by phone', () => {
  const form = {
    region: 'etela-pohjanmaa',
    area: 'lapua',
    origin: 'phone',
    permission: 'Soittaja antoi luvan puhelimessa',
    who: 'parent',
    need: 'child_sleep',
    ownWords: 'Vauva valvoo',
    municipality: 'lapua',
    ages: [0, 4],
    worry: 'small',
    wants: 'contact',
    name: 'Kukka',
    reach: '040 123 4567',
    safeTimes: ['morning'],
  };

  it('stands in the queue as one from the chat, with its promise, services and notice', async () => {
    const made = await told<{ id: string; case: string }>(api('POST', '/handoffs', form));
    const seen = await detail(made.id);
    expect(seen).toMatchObject({
      case: made.case,
      origin: 'phone',
      area: 'lapua',
      safeTimes: ['morning'],
      chatOpen: false,
    });
    expect(seen.record).toMatchObject({ need: 'child_sleep', outcome: 'clear-need', contact: { name: 'Kukka' } });
    expect(seen.record.promisedDay).toBe('2026-11-24');
    expect(seen.record.rows.map((row) => row.label)).toContain('Kuka kirjoittaa');
    expect(seen.services.some((one) => one.child === 2)).toBe(true);
    expect(service.rows('select id from outbox where id = ?', `notice.new/${made.id}`)).toHaveLength(1);
    expect(service.rows('select action from audit where subject = ?', made.id)[0]).toMatchObject({ action: 'enter' });
    expect((await move(made.id, 'claim')).status).toBe(200);
  });

  it('is one contact when it is sent again, also at once, and another one under another key', async () => {
    const send = (key: string): Promise<{ id: string; case: string }> =>
      told(api('POST', '/handoffs', form, { ...fromConsole, 'idempotency-key': key }));
    const made = await Promise.all([send('form-0001'), send('form-0001'), send('form-0002')]);
    const later = await send('form-0001');
    expect(made[1]).toEqual(made[0]);
    expect(later).toEqual(made[0]);
    expect(made[2].id).not.toBe(later.id);
    expect(service.rows('select id from outbox where id = ?', `notice.new/${later.id}`)).toHaveLength(1);
    expect(service.rows('select action from audit where subject = ? and action = ?', later.id, 'enter')).toHaveLength(
      1,
    );
  });

  it('says its answers in Swedish, too', async () => {
    const made = await told<{ id: string }>(api('POST', '/handoffs', form));
    const { record } = await detail(made.id);
    const labels = (rows: typeof record.rows | undefined): unknown => rows?.map((row) => row.fact);
    expect(labels(record.swedish?.rows)).toEqual(labels(record.rows));
    expect(record.swedish?.rows.map((row) => `${row.label}: ${row.value}`)).toEqual(
      expect.arrayContaining(['Vem som skriver: Förälder eller vårdnadshavare', 'Kommun: Lappo']),
    );
    expect(record.swedish?.reasons).toHaveLength(record.reasons.length);
  });

  it('of danger comes first', async () => {
    const made = await told<{ id: string }>(
      api('POST', '/handoffs', { ...form, danger: 'emergency', dangerKind: 'child_in_danger' }),
    );
    expect((await list())[0]).toMatchObject({ id: made.id, kind: 'danger', dangerRank: 2 });
    expect((await detail(made.id)).dutyAsked).toBe(true);
    await move(made.id, 'duty', { decision: 'considered' });
    expect((await detail(made.id)).dutyAsked).toBe(false);
  });

  it('that names what is not there, or comes from elsewhere, is refused', async () => {
    const bad = [
      { area: 'nowhere' },
      { safeTimes: ['at-night'] },
      { region: 'nowhere' },
      { need: 'no_need' },
      { municipality: 'atlantis' },
      { origin: 'chat' },
      { permission: ' ' },
      { ages: [99] },
      { surprise: 1 },
    ];
    for (const change of bad)
      expect([change, ...(await refused(api('POST', '/handoffs', { ...form, ...change })))]).toEqual([
        change,
        400,
        'body-unreadable',
      ]);
    expect(await refused(api('POST', '/handoffs', form, {}))).toEqual([403, 'not-permitted']);
  });
});

it('codes that open nothing are counted, and after twenty no look is made', async () => {
  const answers: number[] = [];
  for (let tries = 0; tries < 22; tries += 1)
    answers.push((await api('POST', '/code', { code: `2222-22${String(tries).padStart(2, '2')}` })).status);
  expect(answers.slice(0, 20).every((status) => status === 404)).toBe(true);
  expect(answers.slice(20)).toEqual([429, 429]);
});

it('away is told and taken back', async () => {
  expect((await api('POST', '/away', { away: true })).status).toBe(200);
  expect(await told<{ away: boolean }>(api('GET', '/me'))).toMatchObject({ away: true });
  await api('POST', '/away', { away: false });
  expect(await told<{ away: boolean }>(api('GET', '/me'))).toMatchObject({ away: false });
});
