import { Agent, request } from 'node:http';
import { call, messageOf, openWindow, until, wordsIn, type FamilyWindow, type Granted } from '../support/family-window';
import { openStream, type RawStream } from '../support/raw-stream';
import { mondayMorning, startTestService, type TestService } from '../support/service';
import { outcomeIn, questionIn, stepIn, walk } from '../support/walk';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());
afterEach(() => service.clock.move(mondayMorning));

const laterBy = (minutes: number): string => new Date(Date.parse(mondayMorning) + minutes * 60_000).toISOString();

const activitiesPath = (conversation: string): string => `/directline/conversations/${conversation}/activities`;

const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

/** The code of a refusal, which says nothing else than it should. */
async function refusalOf(answer: Response): Promise<[number, string]> {
  const body = (await answer.json()) as { error: { code: string } };
  return [answer.status, body.error.code];
}

describe('a message that is sent again', () => {
  it('gets the same id and is no second turn', async () => {
    const family = await openWindow(service.address);
    const first = await family.post(messageOf('Olen äiti', 'again'));
    const { id } = (await first.json()) as { id: string };
    const once = await family.poll();
    for (let tried = 0; tried < 3; tried += 1) {
      const answer = await family.post(messageOf('Olen äiti', 'again'));
      expect([answer.status, await answer.json()]).toEqual([200, { id }]);
    }
    expect(await family.poll()).toEqual(once);
  });

  it('is one turn though it came five times at once', async () => {
    const family = await openWindow(service.address);
    const answers = await Promise.all(Array.from({ length: 5 }, () => family.post(messageOf('Olen äiti', 'at-once'))));
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id));
    expect(new Set(ids).size).toBe(1);
    const { activities } = await family.poll();
    expect(activities.filter((activity) => activity.from.id === 'family')).toHaveLength(1);
  });

  // A client chooses its own ids: one that is the name of something in the house is still an ordinary message.
  it.each(['start', 'leave', 'message', ''])('is heard as a message when its client id is "%s"', async (clientId) => {
    const family = await openWindow(service.address);
    const step = stepIn(family.words);
    const answer = await family.post(messageOf({ option: 'parent' }, clientId));
    const { activities } = await family.poll();
    expect(answer.status).toBe(200);
    expect(activities.filter((activity) => activity.from.id === 'family')).toHaveLength(1);
    expect(stepIn(wordsIn(activities))).not.toBe(step);
  });

  it.each([{}, { channelData: {} }, { channelData: { clientActivityID: '' } }])(
    'without an id is heard each time: %j',
    async (more) => {
      const family = await openWindow(service.address);
      for (const text of ['Olen äiti', 'Vauva valvoo yöt eikä nuku'])
        expect((await family.post({ type: 'message', text, ...more })).status).toBe(200);
      const { activities } = await family.poll();
      expect(activities.filter((activity) => activity.from.id === 'family').map((activity) => activity.text)).toEqual([
        'Olen äiti',
        'Vauva valvoo yöt eikä nuku',
      ]);
    },
  );
});

describe('twenty messages at once', () => {
  it('are each answered, each once', async () => {
    const family = await openWindow(service.address);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => family.post(messageOf(`viesti ${index}`, `many-${index}`))),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id));
    expect(new Set(ids).size).toBe(20);
    const { activities } = await family.poll();
    const told = activities.filter((activity) => activity.from.id === 'family');
    expect(told.map((activity) => activity.id).sort()).toEqual([...ids].sort());
    expect(new Set(told.map((activity) => activity.channelData?.clientActivityID)).size).toBe(20);
    for (const id of ids) expect(activities.some((activity) => activity.replyToId === id)).toBe(true);
    expect(new Set(activities.map((activity) => activity.id)).size).toBe(activities.length);
  });
});

describe('a stream', () => {
  let family: FamilyWindow;
  let stream: RawStream | undefined;
  beforeEach(async () => {
    family = await openWindow(service.address);
    stream = undefined;
  });
  afterEach(() => stream?.close());

  it('carries the same as polling does', async () => {
    stream = await openStream(family.granted.streamUrl);
    await walk(family, {}, 'age');
    const polled = await family.poll();
    await stream.has(polled.activities.length);
    expect(stream.activities).toEqual(polled.activities);
    expect(stream.watermark()).toBe(polled.watermark);
  });

  it('opened again with a watermark carries only what was missed', async () => {
    await family.say({ option: 'parent' });
    const { watermark } = await family.poll();
    await family.say('Vauva valvoo yöt eikä nuku');
    const missed = await family.poll(watermark);
    expect(missed.activities.length).toBeGreaterThan(1);
    const again = await call(
      service.address,
      'GET',
      `/directline/conversations/${family.conversation}?watermark=${watermark}`,
      undefined,
      bearer(family.granted.token),
    );
    const { streamUrl } = (await again.json()) as Granted;
    stream = await openStream(streamUrl);
    await stream.has(missed.activities.length);
    await family.say({ option: 'yes' });
    const all = await family.poll(watermark);
    await stream.has(all.activities.length);
    expect(stream.activities).toEqual(all.activities);
  });

  it('gives every part of a turn from any watermark, by polling too', async () => {
    await walk(family, {}, 'municipality');
    const { activities } = await family.poll();
    for (let from = 0; from <= activities.length; from += 1)
      expect((await family.poll(String(from))).activities).toEqual(activities.slice(from));
  });

  it('begins from the beginning when the watermark makes no sense', async () => {
    const all = await family.poll();
    for (const watermark of ['x', '-1', '1.5', '%00', '99999999999999'])
      expect((await family.poll(watermark)).activities).toEqual(all.activities);
  });

  it('closes when the same conversation is opened in a second window', async () => {
    stream = await openStream(family.granted.streamUrl);
    const first = stream;
    const again = await call(
      service.address,
      'GET',
      `/directline/conversations/${family.conversation}`,
      undefined,
      bearer(family.granted.token),
    );
    const { streamUrl } = (await again.json()) as Granted;
    const second = await openStream(streamUrl);
    stream = second;
    await until('the first window closes', () => first.closed() !== undefined);
    expect(first.closed()).toBe(1000);
    const before = first.activities.length;
    await family.say({ option: 'parent' });
    await second.has((await family.poll()).activities.length);
    expect(first.activities).toHaveLength(before);
  });

  it('opens once with its ticket', async () => {
    stream = await openStream(family.granted.streamUrl);
    await expect(openStream(family.granted.streamUrl)).rejects.toThrow('403');
    expect(stream.closed()).toBeUndefined();
  });

  it('does not open with a ticket that is old, altered, of another conversation, or a token', async () => {
    const url = new URL(family.granted.streamUrl);
    const other = await openWindow(service.address);
    const altered = new URL(url);
    altered.searchParams.set('t', `x${url.searchParams.get('t') ?? ''}`);
    const foreign = new URL(url);
    foreign.searchParams.set('t', new URL(other.granted.streamUrl).searchParams.get('t') ?? '');
    const token = new URL(url);
    token.searchParams.set('t', family.granted.token);
    const none = new URL(url);
    none.searchParams.delete('t');
    for (const refused of [altered, foreign, token, none])
      await expect(openStream(refused.href)).rejects.toThrow('403');
    service.clock.move(laterBy(2));
    await expect(openStream(url.href)).rejects.toThrow('403');
  });
});

describe('a token', () => {
  let family: FamilyWindow;
  beforeAll(async () => {
    family = await openWindow(service.address);
  });
  const read = (conversation: string, headers?: Record<string, string>): Promise<Response> =>
    call(service.address, 'GET', activitiesPath(conversation), undefined, headers);

  it('of another conversation opens nothing', async () => {
    const other = await openWindow(service.address);
    expect(await refusalOf(await read(family.conversation, bearer(other.granted.token)))).toEqual([
      403,
      'token-refused',
    ]);
    const posted = await call(
      service.address,
      'POST',
      activitiesPath(family.conversation),
      messageOf('minä', '1'),
      bearer(other.granted.token),
    );
    expect(posted.status).toBe(403);
  });

  it('that was altered opens nothing, and cannot be refreshed', async () => {
    const { token } = family.granted;
    const [body = '', mac = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const longer = Buffer.from(JSON.stringify({ ...claims, e: 9_999_999_999 })).toString('base64url');
    for (const altered of [`${longer}.${mac}`, `${body}.`, `${body}.${mac}x`, `x${token}`, body, 'x'])
      expect([altered, (await read(family.conversation, bearer(altered))).status]).toEqual([altered, 403]);
    const refreshed = await call(
      service.address,
      'POST',
      '/directline/tokens/refresh',
      undefined,
      bearer(`${longer}.${mac}`),
    );
    expect(refreshed.status).toBe(403);
  });

  it('lasts an hour, and lives on when it is refreshed in time', async () => {
    service.clock.move(laterBy(59));
    expect((await read(family.conversation, bearer(family.granted.token))).status).toBe(200);
    const answer = await call(
      service.address,
      'POST',
      '/directline/tokens/refresh',
      undefined,
      bearer(family.granted.token),
    );
    const refreshed = (await answer.json()) as Granted;
    expect(refreshed).toMatchObject({ conversationId: family.conversation, expires_in: 3600 });
    service.clock.move(laterBy(61));
    expect(await refusalOf(await read(family.conversation, bearer(family.granted.token)))).toEqual([
      403,
      'token-refused',
    ]);
    expect((await read(family.conversation, bearer(refreshed.token))).status).toBe(200);
  });

  it('is needed everywhere', async () => {
    const { conversation } = family;
    for (const headers of [undefined, { authorization: 'Basic abc' }, { authorization: 'Bearer' }])
      expect(await refusalOf(await read(conversation, headers))).toEqual([401, 'token-missing']);
    for (const [method, path] of [
      ['GET', `/directline/conversations/${conversation}`],
      ['POST', activitiesPath(conversation)],
      ['POST', '/directline/tokens/refresh'],
    ] as const)
      expect((await call(service.address, method, path, method === 'POST' ? {} : undefined)).status).toBe(401);
  });

  it('of a conversation that never began finds nothing, and a message does not begin it', async () => {
    const given = await call(service.address, 'POST', '/directline/tokens/generate', {});
    const { conversationId, token } = (await given.json()) as Granted;
    expect(await refusalOf(await read(conversationId, bearer(token)))).toEqual([404, 'conversation-unknown']);
    const known = await call(
      service.address,
      'GET',
      `/directline/conversations/${conversationId}`,
      undefined,
      bearer(token),
    );
    expect(known.status).toBe(404);
    const posted = await call(
      service.address,
      'POST',
      activitiesPath(conversationId),
      messageOf('hei', '1'),
      bearer(token),
    );
    expect(await refusalOf(posted)).toEqual([404, 'conversation-unknown']);
    expect(service.rows('select id from conversations where id = ?', conversationId)).toEqual([]);
  });
});

describe('a conversation that has ended', () => {
  it('is not counted as a new one when its window says goodbye again', async () => {
    const counted = (): unknown => service.rows("select sum(count) as n from tallies where measure = 'conversation'");
    const family = await openWindow(service.address);
    await family.leave();
    const before = counted();
    await family.leave();
    const left = await call(service.address, 'POST', '/directline/leave', family.granted.token);
    expect(left.status).toBe(204);
    expect(counted()).toEqual(before);
  });

  it('is erased by a window that only can tell its token', async () => {
    const family = await openWindow(service.address);
    expect((await call(service.address, 'POST', '/directline/leave', 'not a token')).status).toBe(403);
    const left = await call(service.address, 'POST', '/directline/leave', family.granted.token);
    expect([left.status, await left.text()]).toEqual([204, '']);
    expect(service.rows('select id from conversations where id = ?', family.conversation)).toEqual([]);
  });
});

describe('a body', () => {
  let family: FamilyWindow;
  beforeEach(async () => {
    family = await openWindow(service.address);
  });

  it.each(['', '{', 'hei', '{"type":"message",}', '\u0000'])('that is not JSON is refused: %j', async (body) => {
    const answer = await family.post(body);
    expect(await refusalOf(answer)).toEqual([400, 'body-unreadable']);
  });

  it.each([null, [], {}, 'hei', 5, { type: 5 }, { type: 'message', text: 5 }, { type: 'message', id: {} }])(
    'of another shape is refused: %j',
    async (body) => {
      const answer = await family.post(JSON.stringify(body));
      expect(await refusalOf(answer)).toEqual([400, 'body-unreadable']);
    },
  );

  it('of another type of activity is let by without a turn', async () => {
    const before = await family.poll();
    const answer = await family.post({ type: 'typing' });
    expect([answer.status, await answer.json()]).toEqual([200, { id: '' }]);
    expect(await family.poll()).toEqual(before);
  });

  it('of 300 kB is refused', async () => {
    const answer = await family.post(messageOf('a'.repeat(300_000), 'long'));
    expect(await refusalOf(answer)).toEqual([413, 'body-too-large']);
    expect((await family.say({ option: 'parent' })).length).toBeGreaterThan(0);
  });

  it('that is refused for its size does not hold up the next request of the same connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (text: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const asked = request(
          `${service.address}${activitiesPath(family.conversation)}`,
          {
            method: 'POST',
            agent,
            timeout: 3000,
            headers: { 'content-type': 'application/json', ...bearer(family.granted.token) },
          },
          (answer) => {
            answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
          },
        );
        asked.on('timeout', () => asked.destroy(new Error('the request was never answered')));
        asked.on('error', reject);
        asked.end(JSON.stringify(messageOf(text, text.slice(0, 9))));
      });
    try {
      expect(await ask('b'.repeat(400_000))).toBe(413);
      expect(await ask('Olen äiti')).toBe(200);
    } finally {
      agent.destroy();
    }
  });

  it('of 8000 signs of story is heard, and one beyond it gets a kind word', async () => {
    await family.say({ option: 'parent' });
    const words = await family.say('Vauva valvoo. '.repeat(1000));
    expect(words.length).toBeGreaterThan(0);
    expect(stepIn(words)).toBe('own-words');
  });

  it('nested a hundred thousand deep does no harm, and its text is read', async () => {
    const deep = 100_000;
    const value = `${'['.repeat(deep)}${']'.repeat(deep)}`;
    const answer = await family.post(`{"type":"message","text":"Olen äiti","value":${value}}`);
    expect(answer.status).toBe(200);
    const { activities } = await family.poll();
    expect(activities.find((activity) => activity.from.id === 'family')?.text).toBe('Olen äiti');
    const inside = await family.post(
      `{"type":"message","text":"hei","channelData":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
    );
    expect(inside.status).toBe(200);
  });

  it('that reaches for the prototype changes nothing', async () => {
    const answer = await family.post(
      '{"type":"message","text":"Olen äiti","value":{"__proto__":{"option":"x","polluted":"x"},"constructor":{"prototype":{"polluted":"x"}}},"__proto__":{"polluted":"x"}}',
    );
    expect(answer.status).toBe(200);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const { activities } = await family.poll();
    expect(stepIn(wordsIn(activities))).not.toBe('who');
    expect(JSON.stringify(activities)).not.toContain('polluted');
  });

  it.each([
    { option: 5 },
    { options: 'none' },
    { number: 'six' },
    { command: 'format' },
    { place: {} },
    'parent',
    7,
    [],
    null,
    { language: 5 },
  ])('with a value of wrong types is read by its text: %j', async (value) => {
    expect(stepIn(family.words)).toBe('who');
    const label = questionIn(family.words)?.options?.find((option) => option.id === 'parent')?.label;
    const answer = await family.post({ type: 'message', text: label, value });
    expect(answer.status).toBe(200);
    const words = wordsIn((await family.poll()).activities);
    expect(stepIn(words)).not.toBe('who');
  });

  it.each([{ option: 'nobody' }, { number: -1 }, { number: 1e300 }, { options: [] }, { place: '../x' }])(
    'with an answer that was not offered is asked again: %j',
    async (value) => {
      const answer = await family.post({ type: 'message', value });
      expect(answer.status).toBe(200);
      expect(stepIn(wordsIn((await family.poll()).activities))).toBe('who');
    },
  );

  it.each(['nowhere', '', '__proto__', 'constructor'])('that asks for the region "%s" is refused', async (region) => {
    for (const path of ['/directline/conversations', '/directline/tokens/generate']) {
      const answer = await call(service.address, 'POST', path, { properties: { region } });
      expect(await refusalOf(answer)).toEqual([400, 'body-unreadable']);
    }
  });

  it('that is empty begins a conversation in the service’s own region', async () => {
    const answer = await call(service.address, 'POST', '/directline/conversations');
    expect(answer.status).toBe(201);
  });

  it('that asks for a language of the region is answered in it', async () => {
    const languages = await Promise.all(
      ['sv-FI', 'en', 'xx', 'constructor'].map(async (locale) => {
        const window = await openWindow(service.address, { locale });
        return questionIn(window.words)?.language;
      }),
    );
    expect(languages).toEqual(['sv', 'en', 'fi', 'fi']);
  });
});

describe('a browser’s own check before a request', () => {
  const preflight = (origin: string, headers: Record<string, string> = {}): Promise<Response> =>
    call(service.address, 'OPTIONS', '/directline/conversations', undefined, {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-ms-bot-agent',
      ...headers,
    });

  it('lets any page of this machine in at home, with the client’s own header', async () => {
    const answer = await preflight('http://localhost:5173');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(answer.headers.get('access-control-allow-headers')).toMatch(/authorization.*content-type.*x-ms-bot-agent/);
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin');
    const asked = await call(
      service.address,
      'POST',
      '/directline/conversations',
      {},
      { origin: 'http://localhost:1' },
    );
    expect(asked.headers.get('access-control-allow-origin')).toBe('http://localhost:1');
  });

  it('lets only the region’s own site in from beyond a proxy', async () => {
    const beyond = { 'x-forwarded-for': '198.51.100.7' };
    const allowed = async (origin: string): Promise<string | null> =>
      (await preflight(origin, beyond)).headers.get('access-control-allow-origin');
    expect(await allowed('https://www.hyvaep.fi')).toBe('https://www.hyvaep.fi');
    expect(await allowed('https://www.hyvaep.fi.evil.example')).toBeNull();
    expect(await allowed('null')).toBeNull();
    expect(await allowed('https://evil.example')).toBeNull();
  });

  it('never opens the console to another site', async () => {
    const answer = await call(service.address, 'GET', '/console/api/handoffs', undefined, {
      origin: 'http://localhost:5173',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a request that came through a proxy', () => {
  it.each([{ 'x-forwarded-for': '198.51.100.7' }, { 'x-forwarded-proto': 'https' }, { forwarded: 'for=198.51.100.7' }])(
    'is not at home: no labels in the outcome, no console: %j',
    async (headers) => {
      const family = await openWindow(service.address, { headers });
      await walk(family);
      const outcome = outcomeIn(family.words);
      expect(outcome).toMatchObject({ outcome: 'clear-need' });
      for (const name of ['segment', 'floor', 'reasons']) expect(outcome).not.toHaveProperty(name);
      expect(JSON.stringify(await family.poll())).not.toMatch(/"(segment|floor|reasons)"/);
      expect(family.words.some((word) => word.luotsi.notice === 'draft')).toBe(false);
      for (const path of ['me', 'handoffs', 'handoffs/x', 'news'])
        expect((await call(service.address, 'GET', `/console/api/${path}`, undefined, headers)).status).toBe(401);
    },
  );

  it('and one at home sees the reasons of an outcome', async () => {
    const family = await openWindow(service.address);
    await walk(family);
    expect(outcomeIn(family.words)).toMatchObject({ reasons: ['worry=small'], floor: 2, segment: 'omatoimi' });
  });
});

describe('an address', () => {
  it('where nothing stands is 404, and another method 405, both without detail', async () => {
    for (const path of ['/nothing', '/directline', '/directline/x', '/console/api', '/.env', '/..%2f..%2fetc/passwd'])
      expect([path, ...(await refusalOf(await call(service.address, 'GET', path)))]).toEqual([path, 404, 'not-found']);
    for (const [method, path] of [
      ['PUT', '/directline/conversations'],
      ['DELETE', '/directline/conversations'],
      ['GET', '/directline/leave'],
      ['POST', '/livez'],
    ] as const) {
      const answer = await call(service.address, method, path);
      expect([path, answer.status, await answer.text()]).toEqual([path, 405, '']);
    }
  });

  it('that is written wrong is refused as an address, not told as a fault of ours', async () => {
    for (const path of ['/directline/conversations/%E0%A4%A/activities', '/console/api/handoffs/%'])
      expect([path, (await call(service.address, 'GET', path)).status]).toEqual([path, 404]);
  });

  it('answers the published client’s question of its session', async () => {
    const answer = await call(service.address, 'GET', '/directline/session/getsessionid');
    expect([answer.status, await answer.json()]).toEqual([200, { sessionId: '' }]);
  });
});
