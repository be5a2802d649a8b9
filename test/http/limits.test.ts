import net, { type Socket } from 'node:net';
import { makeLimits } from '../../src/http/limits';
import { allowanceStore } from '../../src/storage/allowances';
import { openDatabase } from '../../src/storage/database';
import { call, messageOf, openWindow, type Activity } from '../support/family-window';
import { plainWindow } from '../support/plain-window';
import { openStream } from '../support/raw-stream';
import { openSchema, postgresql } from '../support/schema';
import { startTestService, testConfig, type TestService } from '../support/service';
import { openWire } from '../support/wire';

let service: TestService | undefined;
const start = async (env: Readonly<Record<string, string>>): Promise<TestService> =>
  (service = await startTestService({ env }));
afterEach(async () => {
  jest.restoreAllMocks();
  await service?.close();
  service = undefined;
});

const busyIn = { fi: /ruuhkainen/, sv: /många här/, en: /very busy/ } as const;
const laterBy = (milliseconds: number): void => {
  const now = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => now() + milliseconds);
};

describe.each(['fi', 'sv', 'en'] as const)('a family that writes more than a minute holds (%s)', (language) => {
  it('is asked to wait in its language, with the numbers, in the answer and once in its window; nothing is lost', async () => {
    const { address } = await start({ LIMIT_CONVERSATION: '3' });
    const family = await openWindow(address, { locale: language });
    const other = await openWindow(address);
    const stream = await openStream(family.granted.streamUrl);
    for (const id of ['a', 'b', 'c']) expect((await family.post(messageOf('Hei', id))).status).toBe(200);
    for (let tried = 0; tried < 3; tried += 1) {
      const answer = await family.post(messageOf('Hei', 'd'));
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      expect(error.code).toBe('too-many');
      expect(error.message).toMatch(busyIn[language]);
      expect(error.message).toContain('112');
    }
    expect((await other.post(messageOf('Hei', 'a'))).status).toBe(200);
    await stream.has((await family.poll()).activities.length + 1);
    const shown = stream.activities.filter((one) => one.channelData?.luotsi?.notice === 'trouble');
    expect(new Set(shown.map((one) => one.id)).size).toBe(1);
    expect(shown[0]?.text).toMatch(busyIn[language]);
    laterBy(61_000);
    expect((await family.post(messageOf('Hei', 'd'))).status).toBe(200);
    stream.close();
  });
});

describe('limits', () => {
  it('are a page with the numbers and the form kept where there is no script', async () => {
    const running = await start({ LIMIT_CONVERSATION: '2' });
    const page = plainWindow(running);
    await page.open('/keskustelu');
    await page.press('Aloita');
    for (let said = 0; said < 2; said += 1) await page.answer({ text: 'Hei' });
    const kept = await page.answer({ text: 'Vauva ei nuku' });
    expect(kept.status).toBe(429);
    expect(kept.text).toMatch(busyIn.fi);
    expect(kept.text).toContain('112');
    expect(kept.html).toContain('Vauva ei nuku');
    const [again] = kept.forms.filter((form) => 'message' in form.hidden && form.hidden['text'] !== undefined);
    laterBy(61_000);
    expect((await page.send(again ?? { html: '', hidden: {} })).status).toBe(200);
  });

  it('are a message at the Bot Framework door', async () => {
    const { address } = await start({ LIMIT_CONVERSATION: '1' });
    const say = async (id: string): Promise<{ activities: Activity[] }> => {
      const answer = await call(address, 'POST', '/api/messages', {
        type: 'message',
        id,
        text: 'Hei',
        locale: 'fi',
        channelId: 'emulator',
        serviceUrl: 'http://127.0.0.1:9',
        conversation: { id: 'one' },
        from: { id: 'someone' },
        recipient: { id: 'luotsi' },
        deliveryMode: 'expectReplies',
      });
      expect(answer.status).toBe(200);
      return (await answer.json()) as { activities: Activity[] };
    };
    expect((await say('1')).activities.at(-1)?.text).not.toMatch(busyIn.fi);
    const [word] = (await say('2')).activities;
    expect(word?.text).toMatch(busyIn.fi);
    expect(word?.text).toContain('112');
  });

  it('hold for reading too, by token', async () => {
    const { address } = await start({ LIMIT_TOKEN: '5' });
    const family = await openWindow(address, { locale: 'sv' });
    const read = (): Promise<Response> =>
      call(address, 'GET', `/directline/conversations/${family.conversation}/activities`, undefined, {
        authorization: `Bearer ${family.granted.token}`,
      });
    let last = await read();
    for (let tried = 0; tried < 5; tried += 1) last = await read();
    expect(last.status).toBe(429);
    expect(((await last.json()) as { error: { message: string } }).error.message).toMatch(busyIn.sv);
    expect((await openWindow(address)).words.length).toBeGreaterThan(0);
  });

  it('spare a school behind one address, and stop one address that begins without end', async () => {
    const { address } = await start({ LIMIT_ADDRESS: '40', PROXY_HOPS: '1' });
    const begin = (from: string): Promise<Response> =>
      call(address, 'POST', '/directline/conversations', { locale: 'fi' }, { 'x-forwarded-for': `9.9.9.9, ${from}` });
    const pupils = await Promise.all(Array.from({ length: 30 }, () => begin('192.0.2.1')));
    expect(new Set(pupils.map((answer) => answer.status))).toEqual(new Set([201]));
    const flood = await Promise.all(Array.from({ length: 40 }, () => begin('192.0.2.1')));
    expect(flood.filter((answer) => answer.status === 201)).toHaveLength(10);
    expect(await flood.find((answer) => answer.status === 429)?.text()).toMatch(busyIn.fi);
    expect((await begin('192.0.2.2')).status).toBe(201);
    // A network of IPv6 is one home.
    await Promise.all(Array.from({ length: 40 }, (_, index) => begin(`2001:db8:1:2::${index + 1}`)));
    expect((await begin('2001:db8:1:2::ffff')).status).toBe(429);
    expect((await begin('2001:db8:1:3::1')).status).toBe(201);
  });

  it('do not take a proxy that the settings do not know for one family', async () => {
    const { address } = await start({ LIMIT_ADDRESS: '2' });
    for (let begun = 0; begun < 4; begun += 1)
      expect(
        (await call(address, 'POST', '/directline/conversations', {}, { 'x-forwarded-for': '192.0.2.1' })).status,
      ).toBe(201);
  });

  it('never keep a family from ending its conversation', async () => {
    const { address } = await start({ LIMIT_CONVERSATION: '1' });
    const family = await openWindow(address);
    for (const id of ['a', 'b']) await family.post(messageOf('Hei', id));
    expect((await family.post({ type: 'endOfConversation' })).status).toBe(200);
  });
});

const itWithPostgresql = postgresql === undefined ? it.skip : it;

itWithPostgresql(
  'limits are common to replicas, and kept in memory while the database is away (PostgreSQL)',
  async () => {
    const schema = await openSchema();
    const wire = await openWire(schema.url);
    const config = testConfig({ LIMIT_CONVERSATION: '40' });
    const databases = [
      await openDatabase({ url: schema.url, file: '' }),
      await openDatabase({ url: wire.url, file: '' }),
    ] as const;
    const [one, other] = databases.map((database) =>
      makeLimits(config, allowanceStore(database), (text) => `hash of ${text}`),
    );
    let taken = 0;
    for (let said = 0; said < 30; said += 1)
      for (const replica of [one, other]) if ((await replica?.message('same')) === undefined) taken += 1;
    expect(taken).toBe(40);
    const [{ names } = { names: '' }] = await schema.rows("select string_agg(key, ' ') as names from allowances");
    expect(names).toContain('hash of conversation same');
    wire.cut();
    expect(await other?.message('another')).toBeUndefined();
    for (let said = 0; said < 60; said += 1) await other?.message('another');
    expect((await other?.message('another'))?.limit).toBe('conversation');
    await Promise.all(databases.map((database) => database.close()));
    await wire.close();
    await schema.drop();
  },
);

describe('sockets that say nothing', () => {
  const sockets: Socket[] = [];
  const open = async (address: string, words: string): Promise<void> => {
    const { port, hostname } = new URL(address);
    const socket = net.connect(Number(port), hostname);
    socket.on('error', () => undefined);
    sockets.push(socket);
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    if (words !== '') socket.write(words);
  };
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  it('or say it a letter at a time do not keep a family waiting', async () => {
    const { address } = await start({});
    for (let opened = 0; opened < 400; opened += 1)
      await open(
        address,
        opened % 2 === 0 ? '' : 'POST /directline/conversations HTTP/1.1\r\nhost: x\r\ncontent-length: 9000\r\n\r\n{',
      );
    const began = performance.now();
    const family = await openWindow(address);
    expect((await family.post(messageOf('Hei', 'a'))).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
