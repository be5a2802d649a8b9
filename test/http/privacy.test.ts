import { inspect } from 'node:util';
import { allowedFields } from '../../src/log';
import { openChannel, serviceUrl, type Channel } from '../support/channel';
import { call, messageOf, openWindow, type Granted } from '../support/family-window';
import { openStream } from '../support/raw-stream';
import { startTestService, type TestService } from '../support/service';
import { questionIn, walk, wantsContact } from '../support/walk';

/** What must never stand in a log, planted wherever a caller can put words. */
const secrets = {
  name: 'Annikki Salaperäinen',
  phone: '040 765 4321',
  email: 'annikki@salainen.example',
  hetu: '131052-308T',
  story: 'Pörrökissa maukuu mummolan kellarissa',
  wish: 'Soittakaa kun Hömötiainen laulaa',
  note: 'Perheen naapuri Kuukkeli tietää',
  header: 'Otsakesalaisuus',
  address: 'Osoitesalaisuus',
  place: 'Kätkölän-kylä',
  clientId: 'laite-Riekko-77',
  worker: 'Virkanainen Teerisuo',
};

let channel: Channel;
let service: TestService;
const written: string[] = [];
const spies: jest.SpyInstance[] = [];
beforeAll(async () => {
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    spies.push(
      jest.spyOn(console, method).mockImplementation((...said: unknown[]) => void written.push(inspect(said))),
    );
  channel = await openChannel();
  service = await startTestService({ env: { ...channel.env, DESK_URL: 'http://127.0.0.1:9/desk', DESK_SECRET: 'x' } });
});
afterAll(async () => {
  await service.close();
  await channel.close();
  for (const spy of spies) spy.mockRestore();
});

/** Every line that was logged, as the rooms handed it to the log before it dropped anything, and all that a library wrote. */
const logged = (): string[] => [...service.lines.map((line) => JSON.stringify(line)), ...written];

function nothingOf(...more: readonly string[]): void {
  const planted = [...Object.values(secrets), ...more, 'Bearer', 'eyJ'];
  const leaks = planted.flatMap((secret) =>
    logged()
      .filter((line) => line.includes(secret) || line.includes(encodeURIComponent(secret)))
      .map((line) => ({ secret, line })),
  );
  expect(leaks).toEqual([]);
}

const headers = { 'user-agent': secrets.header, 'x-whatever': secrets.header, cookie: `a=${secrets.header}` };

describe('no log line carries', () => {
  it('what a family says on its way to a handoff, or a worker of it', async () => {
    const family = await openWindow(service.address, {
      locale: 'fi',
      properties: { about: secrets.place },
      headers,
    });
    const stream = await openStream(family.granted.streamUrl);
    await walk(family, {
      ...wantsContact,
      'own-words': `${secrets.story}, vauva valvoo yöt, tunnus ${secrets.hetu}, ${secrets.email}`,
      name: secrets.name,
      reach: secrets.phone,
      wish: secrets.wish,
    });
    await family.say(secrets.story, secrets.clientId);
    stream.close();
    const code = family.words.find((word) => word.luotsi.handoff !== undefined)?.luotsi.handoff?.code ?? '';
    const [row] = service.rows('select id from handoffs');
    const id = String(row?.['id']);
    const fromConsole = { 'x-luotsi': 'console', ...headers };
    await call(service.address, 'GET', `/console/api/handoffs/${id}`, undefined, fromConsole);
    await call(service.address, 'POST', '/console/api/code', { code }, fromConsole);
    await call(service.address, 'POST', `/console/api/handoffs/${id}/claim`, undefined, fromConsole);
    await call(service.address, 'POST', `/console/api/handoffs/${id}/note`, { text: secrets.note }, fromConsole);
    expect(service.lines.length).toBeGreaterThan(20);
    const [body = '', mac = ''] = family.granted.token.split('.');
    nothingOf(family.granted.token, body, mac, family.conversation, code, id);
  });

  it('what stands in requests that are refused', async () => {
    const family = await openWindow(service.address);
    const before = service.lines.length;
    const post = (activity: unknown): Promise<Response> => family.post(activity);
    const statuses = [
      await post(`{"type":"message","text":"${secrets.story}`),
      await post(JSON.stringify({ type: secrets.name, text: 5 })),
      await post(messageOf(secrets.story.repeat(9000), secrets.clientId)),
      await post({ type: 'message', text: { said: secrets.story } }),
      await post({ type: 'message', text: secrets.story, value: { option: { of: secrets.name } } }),
      await call(
        service.address,
        'GET',
        `/${encodeURIComponent(secrets.address)}?x=${encodeURIComponent(secrets.name)}`,
      ),
      await call(service.address, 'PUT', `/livez?x=${secrets.address}`, undefined, headers),
      await call(
        service.address,
        'GET',
        `/directline/conversations/${secrets.address}/activities?watermark=${secrets.address}`,
        undefined,
        {
          authorization: `Bearer ${secrets.clientId}`,
        },
      ),
      await call(service.address, 'POST', '/directline/conversations', { properties: { region: secrets.place } }),
      await call(service.address, 'POST', '/directline/leave', secrets.name),
      await call(service.address, 'GET', `/console/api/handoffs/${secrets.address}`),
      await call(service.address, 'POST', '/console/api/code', { code: secrets.phone }, { 'x-luotsi': 'console' }),
      await call(service.address, 'GET', `/directline/conversations/%E0%A4%A${secrets.address}`),
    ].map((answer) => answer.status);
    expect(statuses).toEqual(expect.arrayContaining([400, 403, 404, 405, 413]));
    await expect(openStream(`${family.granted.streamUrl}x`)).rejects.toThrow('403');
    expect(service.lines.length).toBeGreaterThan(before);
    nothingOf(family.granted.token, family.conversation);
  });

  it('what a family was saying when the house itself failed', async () => {
    const family = await openWindow(service.address);
    await walk(family, { ...wantsContact, name: secrets.name, reach: secrets.phone }, 'wish');
    const back = service.takeAway();
    for (const said of [secrets.wish, secrets.story, secrets.hetu])
      expect((await family.post(messageOf(said, secrets.clientId))).status).toBe(503);
    await call(service.address, 'POST', '/directline/leave', family.granted.token);
    await call(service.address, 'GET', `/directline/conversations/${family.conversation}`, undefined, {
      authorization: `Bearer ${family.granted.token}`,
    });
    back();
    expect(service.lines.some((line) => line.event === 'turn failed')).toBe(true);
    nothingOf(family.granted.token, family.conversation);
  });

  it('what comes through the Bot Framework door, let in or not', async () => {
    const token = channel.token({ upn: secrets.worker });
    const activity = {
      type: 'message',
      id: secrets.clientId,
      channelId: 'msteams',
      serviceUrl,
      deliveryMode: 'expectReplies',
      conversation: { id: secrets.address },
      from: { id: secrets.address, name: secrets.name },
      recipient: { id: 'bot' },
      text: secrets.story,
      locale: secrets.place,
      channelData: { region: secrets.place, about: secrets.story },
    };
    const post = (body: unknown, bearer: string): Promise<Response> =>
      call(service.address, 'POST', '/api/messages', body, { ...headers, authorization: `Bearer ${bearer}` });
    expect((await post(activity, token)).status).toBe(200);
    const refused = [
      await post(activity, channel.token({ aud: secrets.address })),
      await post(activity, channel.token({ upn: secrets.worker, exp: 1000 })),
      await post({ ...activity, channelId: secrets.place }, token),
      await post({ ...activity, serviceUrl: `https://${secrets.address}.example.test/` }, token),
      await post(`{"text":"${secrets.story}`, token),
    ];
    expect(refused.map((answer) => answer.status)).toEqual([401, 401, 401, 401, 400]);
    for (const answer of refused) expect(await answer.text()).not.toContain(secrets.story);
    nothingOf(token);
  });

  it('a field that the log does not know, whatever a caller hands it', () => {
    const fields = { route: 'GET /', text: secrets.story, conversation: 'x', method: 'GET' };
    expect(allowedFields(fields)).toEqual({ route: 'GET /', method: 'GET' });
  });
});

describe('a token', () => {
  it('stands in no address: the stream has a ticket of its own', async () => {
    const { granted } = await openWindow(service.address);
    const url = new URL(granted.streamUrl);
    const [body = '', mac = ''] = granted.token.split('.');
    for (const part of [granted.token, body, mac]) expect(url.href).not.toContain(part);
    expect([...url.searchParams.keys()].sort()).toEqual(['t', 'watermark']);
    const ticket = url.searchParams.get('t') ?? '';
    const used = await call(service.address, 'GET', `/directline/conversations/${granted.conversationId}`, undefined, {
      authorization: `Bearer ${ticket}`,
    });
    expect(used.status).toBe(403);
  });

  it('is not read from an address', async () => {
    const { granted } = await openWindow(service.address);
    for (const name of ['t', 'token', 'access_token', 'authorization']) {
      const path = `/directline/conversations/${granted.conversationId}/activities?${name}=${granted.token}`;
      expect((await call(service.address, 'GET', path)).status).toBe(401);
    }
  });

  it('and what a family says are kept by no cache', async () => {
    const family = await openWindow(service.address);
    expect(questionIn(family.words)).toBeDefined();
    const authorization = `Bearer ${family.granted.token}`;
    const answers = [
      await call(service.address, 'POST', '/directline/tokens/refresh', undefined, { authorization }),
      await call(service.address, 'GET', `/directline/conversations/${family.conversation}/activities`, undefined, {
        authorization,
      }),
      await call(service.address, 'GET', '/console/api/handoffs'),
      await call(service.address, 'GET', '/'),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    const granted = (await answers[0]?.json()) as Granted;
    expect(granted.token).not.toBe('');
  });
});
