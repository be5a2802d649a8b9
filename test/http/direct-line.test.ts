import type { Detail } from '../../src/queue/ports';
import type { Listed } from '../../src/queue/handoff';
import { call, type News } from '../support/family-window';
import { openPublishedClient, type PublishedClient } from '../support/published-client';
import { startTestService, type TestService } from '../support/service';
import { cardsIn, outcomeIn, stepIn, walk, wantsContact } from '../support/walk';

let service: TestService;
let client: PublishedClient;
beforeEach(async () => {
  service = await startTestService();
  client = await openPublishedClient(service.address);
});
afterEach(async () => {
  client.close();
  await service.close();
});

const fromConsole = { 'x-luotsi': 'console' };

async function queue(): Promise<readonly Listed[]> {
  const answer = await call(service.address, 'GET', '/console/api/handoffs');
  return ((await answer.json()) as { handoffs: Listed[] }).handoffs;
}

async function opened(id: string): Promise<Detail> {
  return (await (await call(service.address, 'GET', `/console/api/handoffs/${id}`)).json()) as Detail;
}

async function move(id: string, name: string, body?: object): Promise<number> {
  return (await call(service.address, 'POST', `/console/api/handoffs/${id}/${name}`, body, fromConsole)).status;
}

async function polled(): Promise<News> {
  const answer = await call(
    service.address,
    'GET',
    `/directline/conversations/${client.conversation}/activities`,
    undefined,
    { authorization: `Bearer ${client.token}` },
  );
  return (await answer.json()) as News;
}

describe('a family that asks for contact through the published client', () => {
  it('is in the workers’ queue with all that a worker needs, and hears who joins and leaves', async () => {
    const answers = {
      ...wantsContact,
      worry: { option: 'big' },
      'own-words': 'Vauva valvoo yöt eikä nuku, olemme ihan loppu',
      'safe-contact': { options: ['text-message'] },
      wish: 'Soittakaa vasta iltapäivällä',
    };
    await walk(client, answers, 'heard');
    const outcome = outcomeIn(client.words);
    const said = client.words.find((word) => word.luotsi.handoff !== undefined)?.luotsi.handoff;
    const [row, ...others] = await queue();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      case: said?.case,
      region: 'etela-pohjanmaa',
      area: 'seinajoki',
      state: 'waiting',
      owner: null,
      dueAt: said?.promise?.due,
    });
    const id = row?.id ?? '';

    const { record, events } = await opened(id);
    expect(record).toMatchObject({
      need: 'child_sleep',
      ownWords: 'Vauva valvoo yöt eikä nuku, olemme ihan loppu',
      who: 'parent',
      language: 'fi',
      municipality: 'seinajoki',
      outcome: outcome?.outcome,
      promisedDay: said?.promise?.day,
      wish: 'Soittakaa vasta iltapäivällä',
      contact: { name: 'Liisa', reach: '040 123 4567', times: ['morning'], allowed: ['text-message'] },
    });
    expect(said?.promise?.day).toBe('2026-11-24');
    expect(record.rows.map((one) => one.fact)).toEqual(expect.arrayContaining(['municipality', 'age', 'worry']));
    expect(record.reasons.length).toBeGreaterThan(0);
    expect(record.services.length).toBeGreaterThan(0);
    expect(record.permission.words).not.toBe('');
    // The transcript is the whole conversation in its order, to the words that told of the handoff; the family's own code,
    // which opens the handoff on the phone, is only the family's.
    const code = said?.code ?? '';
    const shown = client.activities.slice(0, record.transcript.length).map((activity) => activity.text ?? '');
    expect(record.transcript.map((line) => line.text)).toEqual(
      shown.map((text): unknown => (text.includes(code) ? expect.not.stringContaining(code) : text)),
    );
    expect(shown.at(-1)).not.toBe('');
    expect(record.transcript.at(-1)?.at).toBe(row?.receivedAt);
    expect(new Set(record.transcript.map((line) => line.by))).toEqual(new Set(['family', 'bot']));
    expect(events).toEqual([]);

    expect(await move(id, 'claim')).toBe(200);
    await client.hears('a worker has joined', (word) => word.luotsi.voice === 'worker');
    expect(await client.say('Voiko hän soittaa jo tänään?')).toEqual([]);
    expect(await client.say({ option: 'yes' })).toEqual([]);
    expect(cardsIn(await client.say('Mies hakkaa minua juuri nyt'))).toEqual([
      expect.objectContaining({ level: 'emergency' }),
    ]);

    expect(await move(id, 'note', { text: 'Soitettu, ei vastannut.' })).toBe(200);
    expect((await opened(id)).events.map(({ kind, text }) => [kind, text])).toEqual(
      expect.arrayContaining([
        ['claim', ''],
        ['family', 'Voiko hän soittaa jo tänään?'],
        ['family', 'Mies hakkaa minua juuri nyt'],
        ['note', 'Soitettu, ei vastannut.'],
      ]),
    );

    expect(await move(id, 'close', { ending: 'guided' })).toBe(200);
    await client.hears('the worker has left', (word) => word.luotsi.voice === 'bot');
    expect(await queue()).toEqual([]);
    expect(await opened(id)).toMatchObject({ state: 'closed', ending: 'guided' });
    expect((await client.say('kiitos paljon avusta')).length).toBeGreaterThan(0);
  });

  it('leaves its handoff in the queue when the conversation ends', async () => {
    await walk(client, wantsContact);
    await client.leave();
    const [row] = await queue();
    expect((await opened(row?.id ?? '')).record.ownWords).toBe('Vauva valvoo yöt eikä nuku');
    expect(await move(row?.id ?? '', 'claim')).toBe(200);
    expect(service.rows('select id from conversations')).toEqual([]);
  });
});

describe('a family that wants advice through the published client', () => {
  it('hears its outcome, and when it ends the conversation nothing of it is left', async () => {
    await walk(client, { worry: { option: 'none' } });
    expect(outcomeIn(client.words)).toMatchObject({ outcome: 'advice', need: 'child_sleep' });
    expect(await queue()).toEqual([]);
    const of = (table: string, column: string): unknown[] =>
      service.rows(`select ${column} from ${table} where ${column} = ?`, client.conversation);
    expect(of('conversations', 'id')).toHaveLength(1);
    expect(of('turns', 'conversation').length).toBeGreaterThan(5);

    await client.leave();
    await client.hears('the bot says goodbye', (word) => word.luotsi.notice === 'left');
    expect(of('conversations', 'id')).toEqual([]);
    expect(of('turns', 'conversation')).toEqual([]);
    const gone = await call(
      service.address,
      'GET',
      `/directline/conversations/${client.conversation}/activities`,
      undefined,
      { authorization: `Bearer ${client.token}` },
    );
    expect(gone.status).toBe(404);
  });
});

describe('the published client', () => {
  it('gets every activity exactly once and in order', async () => {
    await walk(client, {}, 'municipality');
    await client.say('Seinäjoki');
    const ids = client.activities.map((activity) => activity.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort());
    expect(client.activities).toMatchObject((await polled()).activities);
  });

  it('gets its own message back with the server’s id, its own id, and a sender that it cannot choose', async () => {
    const step = stepIn(client.words);
    const id = await client.post({
      type: 'message',
      text: 'Olen äiti',
      from: { id: 'luotsi', name: 'Luotsi', role: 'bot' },
      channelData: { clientActivityID: 'own-1' },
    });
    await client.hears('the next question comes', (word) => ![undefined, step].includes(word.luotsi.step));
    const echo = client.activities.filter((activity) => activity.id === id);
    expect(echo).toEqual([expect.objectContaining({ text: 'Olen äiti', channelData: { clientActivityID: 'own-1' } })]);
    expect(echo[0]?.from).toMatchObject({ id: 'family', name: '' });
    const answers = client.activities.filter((activity) => activity.replyToId === id);
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.every((activity) => activity.from.id === 'luotsi')).toBe(true);
  });

  it('gets two quick messages answered each once', async () => {
    const ids = await Promise.all(
      ['one', 'two'].map((clientActivityID) =>
        client.post({ type: 'message', from: { id: 'x' }, text: 'Olen äiti', channelData: { clientActivityID } }),
      ),
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids)
      await client.hears(`message ${id} is answered`, () =>
        client.activities.some((activity) => activity.replyToId === id),
      );
    const seen = client.activities.map((activity) => activity.id);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
