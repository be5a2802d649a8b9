import { ServiceError } from '../../src/errors';
import { makeSigns } from '../../src/http/signs';
import { signFrom, type Sign } from '../../src/bot/translate';
import { openDesk, workerNamed } from '../support/desk';
import { call, openWindow, until, type FamilyWindow } from '../support/family-window';
import { greetFamily, openHouse, type House } from '../support/house';
import { openStream, type RawStream } from '../support/raw-stream';
import { startTestService, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';

const typing: Sign = { sign: 'typing' };

describe('what a worker and a family see of each other between messages', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const api = (path: string, body?: unknown): Promise<Response> =>
    call(service.address, body === undefined ? 'GET' : 'POST', `/console/api${path}`, body, { 'x-luotsi': 'console' });
  const refused = async (answer: Promise<Response>): Promise<[number, string]> => {
    const got = await answer;
    return [got.status, ((await got.json()) as { error: { code: string } }).error.code];
  };
  const sent = async (): Promise<{ family: FamilyWindow; id: string; stream: RawStream }> => {
    const family = await openWindow(service.address);
    await walk(family, wantsContact, 'heard');
    const [row] = service.rows('select id from handoffs where conversation = ?', family.conversation);
    const { watermark } = await family.poll();
    const known = await call(
      service.address,
      'GET',
      `/directline/conversations/${family.conversation}?watermark=${watermark}`,
      undefined,
      { authorization: `Bearer ${family.granted.token}` },
    );
    const { streamUrl } = (await known.json()) as { streamUrl: string };
    return { family, id: String(row?.['id']), stream: await openStream(streamUrl) };
  };
  /** The news as a worker's console hears them. */
  const listens = async (): Promise<{ heard: () => string; close: () => void }> => {
    const given = new AbortController();
    const answer = await fetch(`${service.address}/console/api/news`, {
      headers: { 'x-luotsi': 'console' },
      signal: given.signal,
    });
    let heard = '';
    void answer.body
      ?.pipeTo(new WritableStream({ write: (piece: Uint8Array) => void (heard += Buffer.from(piece).toString()) }))
      .catch(() => undefined);
    await until('the line of news is open', () => heard.includes('hello'));
    return { heard: () => heard, close: () => given.abort() };
  };

  it('the family sees that its worker types, at most once in three seconds, and up to when they have read', async () => {
    const { family, id, stream } = await sent();
    await api(`/handoffs/${id}/claim`, {});
    const looks = (): unknown[] => service.rows('select id from audit where subject = ?', id);
    const [before, log] = [looks(), await family.poll()];
    for (let times = 0; times < 5; times += 1) expect((await api(`/handoffs/${id}/sign`, typing)).status).toBe(200);
    await api(`/handoffs/${id}/sign`, { sign: 'read', at: '2026-11-23T08:00:00.000Z' });
    const signs = (): (readonly [string, unknown])[] =>
      stream.activities.filter((one) => one.type !== 'message').map(({ type, value }) => [type, value] as const);
    await until('both signs came', () => signs().length >= 2);
    expect(signs()).toEqual([
      ['typing', undefined],
      ['event', { at: '2026-11-23T08:00:00.000Z' }],
    ]);
    // Neither the trail nor the conversation has anything of it.
    expect(looks()).toEqual(before);
    expect(await family.poll()).toEqual(log);
    stream.close();
  });

  it('a window that asks in place of a socket is there, and hears the same signs, each once', async () => {
    const { family, id, stream } = await sent();
    stream.close();
    await api(`/handoffs/${id}/claim`, {});
    const { watermark } = await family.poll();
    const seen = (await (await api(`/handoffs/${id}`)).json()) as { familyThere: boolean };
    expect(seen.familyThere).toBe(true);
    await api(`/handoffs/${id}/sign`, typing);
    await api(`/handoffs/${id}/sign`, { sign: 'read', at: '2026-11-23T08:00:00.000Z' });
    const heard = (await family.poll(watermark)).activities.map(({ type }) => type);
    expect(heard).toEqual(['typing', 'event']);
    expect((await family.poll(watermark)).activities).toEqual([]);
  });

  it('a sign of somebody who does not have the matter in hand is refused, and so is one of another shape', async () => {
    const { family, id, stream } = await sent();
    expect(await refused(api(`/handoffs/${id}/sign`, typing))).toEqual([409, 'handoff-not-yours']);
    expect(await refused(api('/handoffs/nobody/sign', typing))).toEqual([404, 'handoff-unknown']);
    await api(`/handoffs/${id}/claim`, {});
    for (const body of [
      {},
      { sign: 'cheers' },
      { sign: 'read' },
      { sign: 'read', at: 'now' },
      { ...typing, text: 'x' },
    ])
      expect([body, ...(await refused(api(`/handoffs/${id}/sign`, body)))]).toEqual([body, 400, 'body-unreadable']);
    await family.leave();
    const late = await api(`/handoffs/${id}/sign`, { sign: 'read', at: '2026-11-23T08:00:00Z' });
    expect(late.status).toBe(200);
    stream.close();
  });

  it('the worker who looks at the matter hears that the family types, at most once in three seconds', async () => {
    const { family, id, stream } = await sent();
    const news = await listens();
    await family.post({ type: 'typing' });
    await api(`/handoffs/${id}/claim`, {});
    await api(`/handoffs/${id}`);
    for (let times = 0; times < 4; times += 1) await family.post({ type: 'typing' });
    await until('it was heard', () => news.heard().includes('event: typing'));
    await new Promise((done) => setTimeout(done, 50));
    expect(news.heard().split('event: typing').slice(1)).toEqual([expect.stringContaining(`data: ${id}\n`)]);
    news.close();
    stream.close();
  });

  it('the robot says nothing because of a sign, whoever is first: the claim, the family or its typing', async () => {
    const broken: unknown[] = [];
    for (let run = 0; run < 8; run += 1) {
      const { family, id, stream } = await sent();
      const acts = [
        () => api(`/handoffs/${id}/claim`, {}),
        () => family.post({ type: 'typing' }),
        () => family.post({ type: 'message', text: 'hei', channelData: { clientActivityID: `r${run}` } }),
        () => api(`/handoffs/${id}/sign`, typing),
      ];
      await Promise.all([...acts.slice(run % 4), ...acts.slice(0, run % 4)].map((act) => act()));
      const { activities } = await family.poll();
      const joined = activities.findIndex((one) => one.channelData?.luotsi?.voice === 'worker');
      expect(joined).toBeGreaterThan(0);
      broken.push(...activities.slice(joined + 1).filter((one) => one.from.id === 'luotsi'));
      stream.close();
    }
    expect(broken).toEqual([]);
  }, 60_000);
});

describe('whose hands a matter is in', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it('is the owner alone, until it is over', async () => {
    const family = await greetFamily(house);
    await walk(family, wantsContact, 'heard');
    const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
    const id = String(row?.['id']);
    const desk = openDesk(house);
    const owner = workerNamed('a');
    const code = (worker: Parameters<typeof desk.inHand>[0]): Promise<string> =>
      desk.inHand(worker, id).catch((error: unknown) => (error instanceof ServiceError ? error.code : String(error)));
    expect(await code(owner)).toBe('handoff-not-yours');
    await desk.make(owner, id, 'claim', {});
    expect(await code(owner)).toBe(family.conversation);
    expect(await code(workerNamed('b'))).toBe('handoff-not-yours');
    expect(await code(workerNamed('c', ['etela-pohjanmaa/suupohja']))).toBe('not-permitted');
    expect(await code(workerNamed('d', 'all', 'auditor'))).toBe('not-permitted');
    await desk.make(owner, id, 'close', { ending: 'guided' });
    expect(await code(owner)).toBe('handoff-taken');
  });
});

describe('the signs of one process', () => {
  it('go only to the worker who looked last, and what is too often asks nobody whose it is', async () => {
    const told: unknown[] = [];
    let asked = 0;
    const signs = makeSigns({ sign: (conversation, sign) => void told.push([conversation, sign.sign]) });
    const whose = (): Promise<string> => {
      asked += 1;
      return Promise.resolve('c');
    };
    await signs.fromWorker('a', 'h', typing, whose);
    await signs.fromWorker('a', 'h', typing, whose);
    await signs.fromWorker('a', 'other', typing, whose);
    expect([told.length, asked]).toEqual([2, 2]);
    const heard: string[] = [];
    const stop = signs.listen('a', (handoff) => heard.push(`a ${handoff}`));
    signs.listen('b', (handoff) => heard.push(`b ${handoff}`));
    signs.fromFamily('c');
    signs.looksAt('c', 'h', 'a');
    signs.looksAt('c', 'h', 'b');
    signs.fromFamily('c');
    signs.looksAt('d', 'k', 'a');
    stop();
    signs.fromFamily('d');
    expect(heard).toEqual(['b h']);
  });

  it('reach the window and the screen at another replica, as often as at their own', async () => {
    const told: unknown[] = [];
    const heard: string[] = [];
    const away = makeSigns({ sign: (conversation, sign) => void told.push([conversation, sign.sign]) });
    const here = makeSigns({ sign: () => undefined }, (conversation, seen) => away.fromElsewhere(conversation, seen));
    away.looksAt('c', 'h', 'a');
    away.listen('a', (handoff) => heard.push(handoff));
    for (let time = 0; time < 3; time += 1) {
      here.fromFamily('c');
      await here.fromWorker('b', 'h', typing, () => Promise.resolve('c'));
    }
    expect([told, heard]).toEqual([[['c', 'typing']], ['h']]);
  });

  it('are, as activities, Direct Line’s own typing and an event that tells up to when was read', () => {
    expect(signFrom('c', typing)).toMatchObject({ type: 'typing', from: { id: 'worker' } });
    expect(signFrom('c', { sign: 'read', at: '2026-11-23T08:00:00Z' })).toMatchObject({
      type: 'event',
      name: 'luotsi.read',
      value: { at: '2026-11-23T08:00:00Z' },
    });
  });
});
