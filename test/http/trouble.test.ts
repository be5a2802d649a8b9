import type { LuotsiData } from '../../src/conversation/contract';
import { linesFor } from '../../src/region/calendar';
import { call, messageOf, openWindow, type FamilyWindow } from '../support/family-window';
import { theContent } from '../support/house';
import { openStream, type RawStream } from '../support/raw-stream';
import { startTestService, type TestService } from '../support/service';
import { stepIn, walk, wantsContact } from '../support/walk';

let service: TestService;
let streams: RawStream[];
beforeEach(async () => {
  service = await startTestService();
  streams = [];
});
afterEach(async () => {
  for (const stream of streams) stream.close();
  await service.close();
});

/** Two ways for a database to be gone: nobody can write it, or nothing of it can be read. */
const troubles = [
  ['cannot be written', () => service.lock()],
  ['cannot be read', () => service.takeAway()],
] as const;

const apologies = { fi: /Pahoittelut/, sv: /vi ledsna/, en: /We are sorry/ } as const;

function numbersOf(words: string): void {
  const region = theContent().regions['etela-pohjanmaa'];
  if (!region) throw new Error('the region is gone');
  const lines = linesFor(region, undefined, service.clock.now());
  expect(lines.length).toBeGreaterThan(0);
  for (const number of ['112', ...lines.map(({ line }) => line.phone)]) expect(words).toContain(number);
}

/** An answer that tells nothing of the inside: no stack, no statement, no message of the engine. */
function tellsNothing(body: string): void {
  expect(body).not.toMatch(/sqlite|libsql|\n\s+at |\.[jt]s:|node_modules|no such table|is locked|[A-Z][a-z]+Error\b/);
}

async function wordsOf(answer: Response): Promise<string> {
  const text = await answer.text();
  tellsNothing(text);
  const { error } = JSON.parse(text) as { error: { code: string; message: string } };
  expect(Object.keys(error).sort()).toEqual(['code', 'message']);
  expect(error.code).toBe('service-unavailable');
  return error.message;
}

const streamOf = async (family: FamilyWindow): Promise<RawStream> => {
  const stream = await openStream(family.granted.streamUrl);
  streams.push(stream);
  return stream;
};

describe.each(troubles)('when the database %s', (_how, trouble) => {
  it('a message that is sent again afterwards is answered once, on the open window too', async () => {
    const family = await openWindow(service.address);
    const stream = await streamOf(family);
    const back = trouble();
    expect((await family.post(messageOf({ option: 'parent' }, 'same'))).status).toBe(503);
    back();
    const answer = await family.post(messageOf({ option: 'parent' }, 'same'));
    expect(answer.status).toBe(200);
    const { id } = (await answer.json()) as { id: string };
    const again = await family.post(messageOf({ option: 'parent' }, 'same'));
    expect(await again.json()).toEqual({ id });
    const { activities } = await family.poll();
    expect(activities.filter((activity) => activity.from.id === 'family').map((activity) => activity.id)).toEqual([id]);
    expect(activities.some((activity) => activity.channelData?.luotsi?.notice === 'trouble')).toBe(false);
    await stream.has(activities.length + 1);
    expect(stream.activities.filter((one) => one.channelData?.luotsi?.notice !== 'trouble')).toEqual(activities);
  });

  it('a handoff is made once though it was sent twice', async () => {
    const family = await openWindow(service.address);
    await walk(family, wantsContact, 'sent');
    const back = trouble();
    expect((await family.post(messageOf({ option: 'send' }, 'send'))).status).toBe(503);
    back();
    expect(service.rows('select id from handoffs')).toEqual([]);
    for (let tried = 0; tried < 2; tried += 1)
      expect((await family.post(messageOf({ option: 'send' }, 'send'))).status).toBe(200);
    expect(service.rows('select id from handoffs')).toHaveLength(1);
    expect(service.rows("select id from outbox where kind = 'notice.new'")).toHaveLength(1);
  });

  it('the process lives, is not ready, and says that it is the database', async () => {
    const health = async (): Promise<[number, number, unknown]> => {
      const ready = await call(service.address, 'GET', '/readyz');
      return [(await call(service.address, 'GET', '/livez')).status, ready.status, await ready.json()];
    };
    const well = { classifier: true, calendar: true, outbox: true, open: true };
    const whole = { ...well, database: true, promise: true, hindered: {} };
    expect(await health()).toEqual([200, 200, whole]);
    const back = trouble();
    const [lives, ready, told] = await health();
    expect([lives, ready]).toEqual([200, 503]);
    expect(told).toMatchObject({
      classifier: true,
      calendar: true,
      open: true,
      database: false,
      promise: false,
      hindered: { 'etela-pohjanmaa/lapua': ['database'] },
    });
    back();
    expect(await health()).toEqual([200, 200, whole]);
  });
});

describe('when nothing can be stored', () => {
  it.each(['fi', 'sv', 'en'] as const)(
    'a family is told so in its language with the numbers (%s)',
    async (language) => {
      const family = await openWindow(service.address, { locale: language });
      const stream = await streamOf(family);
      const before = await family.poll();
      await stream.has(before.activities.length);

      const back = service.takeAway();
      const answer = await family.post(messageOf({ option: 'parent' }, 'm1'));
      expect(answer.status).toBe(503);
      const words = await wordsOf(answer);
      expect(words).toMatch(apologies[language]);
      numbersOf(words);

      await stream.has(before.activities.length + 1);
      const shown = stream.activities.at(-1);
      expect(shown?.text).toBe(words);
      expect(shown?.channelData?.luotsi).toMatchObject({ language, notice: 'trouble' } satisfies LuotsiData);
      expect(shown?.from).toMatchObject({ id: 'luotsi' });

      back();
      expect(await family.poll()).toEqual(before);
    },
  );

  it('a message that its window sends again and again brings one apology, not one each time', async () => {
    const family = await openWindow(service.address);
    const stream = await streamOf(family);
    const shown = (await family.poll()).activities.length;
    const back = service.takeAway();
    for (let tried = 0; tried < 3; tried += 1)
      expect((await family.post(messageOf({ option: 'parent' }, 'same'))).status).toBe(503);
    back();
    await family.say({ option: 'parent' }, 'same');
    await stream.has(shown + 3);
    // Clients show one message for one id, however often it comes.
    const apologies = stream.activities.filter((one) => one.channelData?.luotsi?.notice === 'trouble');
    expect(new Set(apologies.map((one) => one.id)).size).toBe(1);
    expect(apologies[0]?.id).toMatch(/./);
  });

  it('a conversation does not begin, and the window is told the numbers', async () => {
    const back = service.takeAway();
    const answer = await call(service.address, 'POST', '/directline/conversations', { locale: 'sv' });
    expect(answer.status).toBe(503);
    const words = await wordsOf(answer);
    expect(words).toMatch(apologies.sv);
    numbersOf(words);
    back();
    expect(service.rows('select id from conversations')).toEqual([]);
  });

  it('a goodbye that erased nothing does not look like one that did', async () => {
    const family = await openWindow(service.address);
    const back = service.takeAway();
    const left = await call(service.address, 'POST', '/directline/leave', family.granted.token);
    expect(left.status).toBe(503);
    back();
    expect(service.rows('select id from conversations')).toHaveLength(1);
  });

  it('no answer and no log line carries what went wrong in words', async () => {
    const family = await openWindow(service.address);
    await walk(family, { ...wantsContact, name: 'Annikki Salaperäinen' });
    const [row] = service.rows('select id from handoffs');
    const id = String(row?.['id']);
    const back = service.takeAway();
    const authorization = `Bearer ${family.granted.token}`;
    const asked = [
      call(service.address, 'GET', `/directline/conversations/${family.conversation}`, undefined, { authorization }),
      call(service.address, 'GET', `/directline/conversations/${family.conversation}/activities`, undefined, {
        authorization,
      }),
      call(service.address, 'GET', `/console/api/handoffs/${id}`),
      call(service.address, 'POST', `/console/api/handoffs/${id}/claim`, undefined, { 'x-luotsi': 'console' }),
    ];
    for (const answer of await Promise.all(asked)) tellsNothing(await answer.text());
    expect((await family.post(messageOf('Annikki tässä', 'x'))).status).toBe(503);
    back();
    expect(service.lines.some((line) => line.level === 'error')).toBe(true);
    const logged = JSON.stringify(service.lines);
    for (const words of [
      'no such table',
      'database is locked',
      'Annikki',
      family.conversation,
      'select ',
      'node_modules',
    ])
      expect(logged).not.toContain(words);
  });
});

describe('an apology', () => {
  it('comes in the language that the family has chosen since it began', async () => {
    const family = await openWindow(service.address);
    await family.say({ command: 'language', language: 'sv' });
    const back = service.lock();
    const answer = await family.post(messageOf({ option: 'parent' }, 'after'));
    back();
    expect(answer.status).toBe(503);
    expect(await wordsOf(answer)).toMatch(apologies.sv);
    expect(stepIn(await family.say({ option: 'parent' }))).not.toBe('who');
  });

  it('carries a reference that the log knows too', async () => {
    const family = await openWindow(service.address);
    const back = service.takeAway();
    const words = await wordsOf(await family.post(messageOf('hei', 'm')));
    back();
    const reference = /\(([0-9A-F]{8})\)/.exec(words)?.[1];
    expect(reference).toBeDefined();
    expect(service.lines.find((line) => line.fields?.reference === reference)).toMatchObject({
      level: 'error',
      event: 'turn failed',
    });
  });
});

describe('an address that is not there', () => {
  it('is answered without detail', async () => {
    for (const [method, path, status] of [
      ['GET', '/nothing', 404],
      ['POST', '/nothing', 404],
      ['DELETE', '/livez', 405],
      ['PATCH', '/directline/conversations', 405],
    ] as const) {
      const answer = await call(service.address, method, path);
      const text = await answer.text();
      expect([path, answer.status]).toEqual([path, status]);
      tellsNothing(text);
      expect(text).not.toContain(path);
      expect(answer.headers.get('server') ?? '').not.toMatch(/restify|node/i);
    }
  });
});
