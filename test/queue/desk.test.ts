import { ServiceError } from '../../src/errors';
import { workDesk, type WorkDesk } from '../../src/queue/desk';
import type { Entry } from '../../src/conversation/outgoing';
import { deskRules } from '../../src/http/desk-rules';
import type { Move } from '../../src/queue/life';
import { openDesk, testWords, workerNamed as named } from '../support/desk';
import { greetFamily, openHouse, theContent, type Family, type House, type Said } from '../support/house';
import { walk, wantsContact } from '../support/walk';

let house: House;
let desk: WorkDesk<Entry>;
beforeEach(async () => {
  house = await openHouse();
  desk = openDesk(house);
});
afterEach(() => house.close());

async function sent(answers: Readonly<Record<string, Said>> = {}): Promise<{ family: Family; id: string }> {
  const family = await greetFamily(house);
  await walk(family, { ...wantsContact, ...answers });
  const [row] = await house.database.rows('select id from handoffs where conversation = $1', [family.conversation]);
  return { family, id: String(row?.['id']) };
}

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing was refused';
  } catch (error) {
    return error instanceof ServiceError ? error.code : String(error);
  }
};

const audit = (): Promise<readonly { readonly [column: string]: unknown }[]> =>
  house.database.rows('select at, actor, actor_name, action, subject, purpose from audit order by at, id');

describe('one handoff and many workers', () => {
  it('has one owner after a hundred claims at once', async () => {
    const { id } = await sent();
    const claims = await Promise.all(
      Array.from({ length: 100 }, (_, index) => refusal(desk.make(named(`w${index}`), id, 'claim', {}))),
    );
    expect(claims.filter((one) => one === 'nothing was refused')).toHaveLength(1);
    expect(claims.filter((one) => one === 'handoff-taken')).toHaveLength(99);
    const winner = `w${claims.indexOf('nothing was refused')}`;
    expect(await house.desk.read(id)).toMatchObject({ state: 'claimed', owner: winner, revision: 2 });
    expect((await audit()).filter((line) => line['action'] === 'claim')).toHaveLength(1);
    const log = await house.world.conversations.log((await house.desk.read(id))?.conversation ?? '', 0);
    expect(log.filter((entry) => entry.messageId.startsWith('move/'))).toHaveLength(1);
  });

  it('keeps every note of ten workers who write at once', async () => {
    const { id } = await sent();
    const notes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        refusal(desk.make(named(`w${index}`), id, 'note', { text: `huomio ${index}` })),
      ),
    );
    expect(new Set(notes)).toEqual(new Set(['nothing was refused']));
    const kept = (await house.desk.read(id))?.events.filter((event) => event.kind === 'note') ?? [];
    expect(kept.map((event) => event.text).sort()).toEqual(Array.from({ length: 10 }, (_, index) => `huomio ${index}`));
  });

  it('keeps the professional’s own view beside the family’s, sealed, and the last one counts', async () => {
    const { id } = await sent({ coping: { option: 'easy' }, 'needs-many': { option: 'few' } });
    const evaluating = openDesk(house, {
      segmentAt: (_region, axes) => (axes.coping === 'hard' && axes['needs-many'] === 'many' ? 'verkosto' : 'omatoimi'),
    });
    await evaluating.make(named('w1'), id, 'claim', {});
    expect(await refusal(evaluating.make(named('w2'), id, 'evaluate', {}))).toBe('handoff-not-yours');
    const axes = { coping: 'hard', 'needs-many': 'many', scales: { everyday: 4 } } as const;
    await evaluating.make(named('w1'), id, 'evaluate', { axes });
    const found = await house.desk.read(id);
    expect(found?.record.segment?.id).toBe('omatoimi');
    expect(found?.record.segment?.reasons.length).toBe(2);
    expect(found?.events.at(-1)?.evaluation).toEqual({ ...axes, segment: 'verkosto' });
    const [row] = await house.database.rows("select sealed from handoff_events where kind = 'evaluate'");
    expect(String(row?.['sealed'])).not.toContain('verkosto');
  });

  it('carries the clocks of statutes for the worker, and the family is told of none', async () => {
    const { family, id } = await sent({ worry: { option: 'big' } });
    const record = (await house.desk.read(id))?.record;
    expect(record?.statutory.map((one) => one.id)).toContain('special-support-start');
    expect(JSON.stringify(family.words)).not.toContain('special-support');
  });

  it('changes hands by a take-over, and the former owner may not close it', async () => {
    const { id } = await sent();
    await desk.make(named('a'), id, 'claim', {});
    await desk.make(named('b'), id, 'take-over', {});
    expect(await refusal(desk.make(named('a'), id, 'close', { ending: 'guided' }))).toBe('handoff-not-yours');
    expect(await refusal(desk.make(named('b'), id, 'close', { ending: 'guided' }))).toBe('nothing was refused');
    expect(await house.desk.read(id)).toMatchObject({ state: 'closed', ending: 'guided' });
    expect(await refusal(desk.make(named('c'), id, 'claim', {}))).toBe('handoff-taken');
  });

  it('waits again without an owner when it is given back', async () => {
    const { id } = await sent();
    await desk.make(named('a'), id, 'claim', {});
    await desk.make(named('a'), id, 'return', {});
    expect(await house.desk.read(id)).toMatchObject({ state: 'waiting', owner: null });
    expect(await refusal(desk.make(named('b'), id, 'claim', {}))).toBe('nothing was refused');
  });
});

describe('an area that is not permitted', () => {
  const lapua = named('lapualainen', ['etela-pohjanmaa/lapua']);

  it('is not listed', async () => {
    await sent();
    await sent({ municipality: { place: 'lapua' } });
    expect((await desk.list(lapua)).map((one) => one.area)).toEqual(['lapua']);
    expect(await desk.list(named('all'))).toHaveLength(2);
    expect(await desk.list(named('none', []))).toEqual([]);
  });

  it('is neither opened nor moved, and nothing of it is shown', async () => {
    const { id } = await sent();
    expect(await refusal(desk.open(lapua, id))).toBe('not-permitted');
    for (const move of ['claim', 'take-over', 'return', 'note', 'close'] as const satisfies readonly Move[])
      expect([move, await refusal(desk.make(lapua, id, move, { text: 'x', ending: 'other' }))]).toEqual([
        move,
        'not-permitted',
      ]);
    expect(await house.desk.read(id)).toMatchObject({ state: 'waiting', owner: null, revision: 1 });
  });

  it('of another region with the same name is another area', async () => {
    const { id } = await sent({ municipality: { place: 'lapua' } });
    expect(await refusal(desk.open(named('x', ['vantaa-kerava/lapua']), id))).toBe('not-permitted');
    expect(await refusal(desk.open(lapua, id))).toBe('nothing was refused');
  });

  it('is the common queue for those who have no right to it', async () => {
    const { id } = await sent({ municipality: { option: 'unknown' } });
    expect(await refusal(desk.open(lapua, id))).toBe('not-permitted');
    expect(await refusal(desk.open(named('c', ['etela-pohjanmaa/common']), id))).toBe('nothing was refused');
  });
});

it('knows no handoff that does not exist', async () => {
  for (const id of ['no-such', '', '__proto__', "' or 1=1 --"]) {
    expect(await refusal(desk.open(named('a'), id))).toBe('handoff-unknown');
    expect(await refusal(desk.make(named('a'), id, 'claim', {}))).toBe('handoff-unknown');
  }
});

describe('the audit trail', () => {
  it('has every look and every move: who, what, when and for what purpose', async () => {
    const { id } = await sent();
    const worker = named('a');
    await desk.open(worker, id);
    house.clock.move('2026-11-23T08:01:00Z');
    await desk.make(worker, id, 'claim', {});
    house.clock.move('2026-11-23T08:02:00Z');
    await desk.make(worker, id, 'note', { text: 'soitettu' });
    house.clock.move('2026-11-23T08:03:00Z');
    await desk.make(named('b'), id, 'take-over', {});
    house.clock.move('2026-11-23T08:04:00Z');
    await desk.make(named('b'), id, 'return', {});
    house.clock.move('2026-11-23T08:05:00Z');
    await desk.make(named('b'), id, 'claim', {});
    house.clock.move('2026-11-23T08:06:00Z');
    await desk.make(named('b'), id, 'close', { ending: 'to-service' });
    const lines = await audit();
    expect(lines.map((line) => [line['actor'], line['action']])).toEqual([
      ['a', 'view'],
      ['a', 'claim'],
      ['a', 'note'],
      ['b', 'take-over'],
      ['b', 'return'],
      ['b', 'claim'],
      ['b', 'close'],
    ]);
    for (const line of lines)
      expect([line['subject'], line['purpose'], line['actor_name']]).toEqual([
        id,
        'asiakasohjaus',
        `Työntekijä ${String(line['actor'])}`,
      ]);
    expect(lines.at(-1)?.['at']).toBe('2026-11-23T08:06:00.000Z');
  });

  it('has nothing of what was refused', async () => {
    const { id } = await sent();
    await refusal(desk.open(named('x', []), id));
    await refusal(desk.make(named('x'), id, 'close', { ending: 'other' }));
    expect(await audit()).toEqual([]);
  });

  it('has the look before anything is shown: a look that cannot be written shows nothing', async () => {
    const { id } = await sent();
    const broken = workDesk(
      {
        ...house.desk,
        see: async () => {
          throw new Error('the disk is full');
        },
      },
      house.clock,
      { ...deskRules(theContent()), words: testWords },
    );
    await expect(broken.open(named('a'), id)).rejects.toThrow('the disk is full');
  });

  it('has none of the family’s words', async () => {
    const { id } = await sent();
    await desk.make(named('a'), id, 'note', { text: 'Liisa soitti' });
    expect(JSON.stringify(await audit())).not.toContain('Liisa');
  });
});

it('tells the worker the whole of what the family sent', async () => {
  const { id } = await sent({ 'safe-contact': { options: ['text-message'] }, wish: 'Toivon soittoa' });
  const detail = await desk.open(named('a'), id);
  expect(detail.record).toMatchObject({
    need: 'child_sleep',
    who: 'parent',
    municipality: 'seinajoki',
    contact: { name: 'Liisa', reach: '040 123 4567', times: ['morning'], allowed: ['text-message'] },
    wish: 'Toivon soittoa',
    outcome: 'clear-need',
  });
  expect(detail.record.rows.length).toBeGreaterThan(8);
  expect(detail.record.transcript.length).toBeGreaterThan(20);
  expect(detail.record.reasons.length).toBeGreaterThan(0);
});
