import type { Detail } from '../../src/queue/ports';
import type { Listed } from '../../src/queue/handoff';
import { call, openWindow, until, type FamilyWindow } from '../support/family-window';
import { startTestService, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
});
afterEach(() => service.close());

const fromConsole = { 'x-luotsi': 'console' };

async function handedOver(): Promise<FamilyWindow> {
  const family = await openWindow(service.address);
  await walk(family, wantsContact, 'heard');
  return family;
}

async function queue(): Promise<readonly Listed[]> {
  const answer = await call(service.address, 'GET', '/console/api/handoffs');
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { handoffs: Listed[] }).handoffs;
}

async function firstOfQueue(): Promise<string> {
  const [row] = await queue();
  if (!row) throw new Error('the queue is empty');
  return row.id;
}

const move = (id: string, name: string, body?: unknown, headers = fromConsole): Promise<Response> =>
  call(service.address, 'POST', `/console/api/handoffs/${id}/${name}`, body, headers);

async function codeOf(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { error: { code: string } }).error.code];
}

/** Listens to the console's news as a browser's EventSource does. */
async function listen(): Promise<{ readonly heard: string[]; stop(): void }> {
  const stopping = new AbortController();
  const answer = await fetch(`${service.address}/console/api/news`, { signal: stopping.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const heard: string[] = [];
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  void (async () => {
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) return;
      heard.push(...(decoder.decode(part.value as Uint8Array).match(/^data: .*$/gm) ?? []));
    }
  })().catch(() => undefined);
  await until('the news say hello', () => heard.length > 0);
  return { heard, stop: () => stopping.abort() };
}

describe('the news of the queue', () => {
  it('tell of a new handoff, of what a family adds and of moves, without a word of what', async () => {
    const news = await listen();
    const family = await openWindow(service.address);
    await walk(family, wantsContact, 'sent');
    expect(news.heard).toEqual(['data: hello']);
    await family.say({ option: 'send' });
    await until('a new handoff is told', () => news.heard.length === 2);
    await family.say('vielä yksi asia');
    await until('what the family added is told', () => news.heard.length === 3);
    expect((await move(await firstOfQueue(), 'claim')).status).toBe(200);
    await until('the move is told', () => news.heard.length === 4);
    expect(new Set(news.heard)).toEqual(new Set(['data: hello', 'data: queue']));
    news.stop();
  });

  it.each(['note', 'take-over', 'return'])('tell of every move, so that other workers see it: %s', async (name) => {
    await handedOver();
    const id = await firstOfQueue();
    await move(id, 'claim');
    const news = await listen();
    expect((await move(id, name, { text: 'soitan huomenna' })).status).toBe(200);
    await until('the move is told', () => news.heard.length === 2, 1000);
    news.stop();
  });

  it('tell of a claim though the family has left', async () => {
    await (await handedOver()).leave();
    const news = await listen();
    expect((await move(await firstOfQueue(), 'claim')).status).toBe(200);
    await until('the claim is told', () => news.heard.length === 2, 1000);
    news.stop();
  });

  it('reach every listening console, and one that leaves does not hold the service', async () => {
    const [one, other] = [await listen(), await listen()];
    one.stop();
    await handedOver();
    await until('the other console hears', () => other.heard.length === 2);
    expect(one.heard).toHaveLength(1);
    other.stop();
  });
});

describe('a move', () => {
  it.each(['claim', 'take-over', 'return', 'note', 'close'])(
    'that does not come from the console is refused: %s',
    async (name) => {
      await handedOver();
      const id = await firstOfQueue();
      for (const headers of [{}, { 'x-luotsi': 'widget' }])
        expect(await codeOf(await move(id, name, { ending: 'guided' }, headers as typeof fromConsole))).toEqual([
          403,
          'not-permitted',
        ]);
      expect((await queue())[0]).toMatchObject({ state: 'waiting' });
    },
  );

  it('on a handoff that is not there is 404, as is a move that is none', async () => {
    for (const name of ['claim', 'note', 'return'])
      expect(await codeOf(await move('nowhere', name, { text: 'soitettu' }))).toEqual([404, 'handoff-unknown']);
    expect(await codeOf(await call(service.address, 'GET', '/console/api/handoffs/nowhere'))).toEqual([
      404,
      'handoff-unknown',
    ]);
    await handedOver();
    const id = await firstOfQueue();
    for (const name of ['delete', 'constructor', '__proto__'])
      expect(await codeOf(await move(id, name))).toEqual([404, 'not-found']);
  });

  it('to claim what is claimed is 409', async () => {
    await handedOver();
    const id = await firstOfQueue();
    expect((await move(id, 'claim')).status).toBe(200);
    expect(await codeOf(await move(id, 'claim'))).toEqual([409, 'handoff-taken']);
  });

  it('to claim at the same moment is won by one', async () => {
    await handedOver();
    const id = await firstOfQueue();
    const answers = await Promise.all(Array.from({ length: 5 }, () => move(id, 'claim')));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409]);
  });

  it('to close before it is claimed, or again after, is 409', async () => {
    await handedOver();
    const id = await firstOfQueue();
    expect(await codeOf(await move(id, 'close', { ending: 'guided' }))).toEqual([409, 'handoff-not-yours']);
    await move(id, 'claim');
    expect((await move(id, 'close', { ending: 'guided' })).status).toBe(200);
    expect((await move(id, 'close', { ending: 'other' })).status).toBe(409);
    expect((await move(id, 'claim')).status).toBe(409);
  });

  it('to close without a known ending is 400, and nothing is closed', async () => {
    await handedOver();
    const id = await firstOfQueue();
    await move(id, 'claim');
    for (const body of [undefined, {}, { ending: 'enough' }, { ending: null }, [], 'x'])
      expect(await codeOf(await move(id, 'close', body))).toEqual([400, 'body-unreadable']);
    expect((await queue())[0]).toMatchObject({ state: 'claimed' });
  });

  it('to note what is no text is 400', async () => {
    await handedOver();
    const id = await firstOfQueue();
    for (const body of [{ text: 5 }, { text: 'x'.repeat(10_001) }])
      expect(await codeOf(await move(id, 'note', body))).toEqual([400, 'body-unreadable']);
  });

  it('is written to the audit trail with who made it, as is every look', async () => {
    await handedOver();
    const id = await firstOfQueue();
    await call(service.address, 'GET', `/console/api/handoffs/${id}`);
    await move(id, 'claim');
    await move(id, 'note', { text: 'soitettu' });
    await move(id, 'close', { ending: 'to-service' });
    const trail = service.rows('select action, actor, purpose from audit where subject = ? order by rowid', id);
    expect(trail.map((line) => line['action'])).toEqual(['view', 'claim', 'note', 'close']);
    expect(new Set(trail.map((line) => line['actor']))).toEqual(new Set(['home']));
    expect(trail.every((line) => line['purpose'] !== '')).toBe(true);
  });
});

describe('a family’s own code', () => {
  const open = (body: unknown, headers: Record<string, string> = fromConsole): Promise<Response> =>
    call(service.address, 'POST', '/console/api/code', body, headers);

  it('opens its handoff however it was heard on the phone', async () => {
    const family = await handedOver();
    const said = family.words.find((word) => word.luotsi.handoff !== undefined)?.luotsi.handoff;
    const code = said?.code ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    for (const heard of [code, code.toLowerCase(), code.replace('-', ' '), ` ${code.replace('-', '')} `]) {
      const answer = await open({ code: heard });
      expect(answer.status).toBe(200);
      expect((await answer.json()) as Detail).toMatchObject({ case: said?.case, record: { need: 'child_sleep' } });
    }
    expect(service.rows("select action from audit where action = 'view'")).toHaveLength(4);
  });

  it('that is wrong opens nothing', async () => {
    await handedOver();
    for (const code of ['2222-2222', '', '-', 'LU-'])
      expect(await codeOf(await open({ code }))).toEqual([404, 'handoff-unknown']);
    for (const body of [{}, { code: 5 }, { code: 'x'.repeat(41) }, undefined])
      expect(await codeOf(await open(body))).toEqual([400, 'body-unreadable']);
  });

  it('is not asked by another site: a look is written to the audit trail', async () => {
    const family = await handedOver();
    const code = family.words.find((word) => word.luotsi.handoff !== undefined)?.luotsi.handoff?.code;
    expect(await codeOf(await open({ code }, {}))).toEqual([403, 'not-permitted']);
    expect(service.rows('select id from audit')).toEqual([]);
  });
});

describe('a console at home', () => {
  it('is one worker who sees every area', async () => {
    const me = await call(service.address, 'GET', '/console/api/me');
    expect(await me.json()).toMatchObject({
      id: 'home',
      areaNames: { 'etela-pohjanmaa/seinajoki': { fi: 'Seinäjoki ja Isokyrö', sv: 'Seinäjoki och Storkyro' } },
    });
  });

  it('shows the queue without a word of what a family said', async () => {
    await handedOver();
    const text = JSON.stringify(await queue());
    for (const words of ['Liisa', 'Vauva', '040']) expect(text).not.toContain(words);
  });
});
