import type { NewHandoff } from '../../src/queue/handoff';
import type { HandoffState } from '../../src/queue/contract';
import { moved, type AnyMove } from '../../src/queue/life';
import type { Desk, Detail, MoveWrite, Worker } from '../../src/queue/ports';
import { conversationStore } from '../../src/storage/conversations';
import { deskStore } from '../../src/storage/handoffs';
import type { Database } from '../../src/storage/sql';
import { contractSealer, handoffOf, unique, writeOf } from './contract';

const monday = '2026-11-23T08:00:00.000Z';
const worker: Worker = { id: 'w', name: 'Olga', purpose: 'asiakasohjaus', role: 'worker', areas: 'all' };

/** What the queue's storage promises, whichever engine gives it. */
export function deskContract(open: () => Promise<Database>): void {
  let database: Database;
  let desk: Desk;
  beforeEach(async () => {
    database = await open();
    desk = deskStore(database, contractSealer);
  });
  const sent = async (change: Partial<NewHandoff> = {}): Promise<NewHandoff> => {
    const handoff = handoffOf(unique('c'), change);
    const session = { ...writeOf('').session, handoff: { id: handoff.id, case: handoff.case } };
    await conversationStore(database, contractSealer).settle(writeOf(handoff.conversation, { session, handoff }));
    return handoff;
  };
  const read = async (id: string): Promise<Detail> => {
    const found = await desk.read(id);
    if (!found) throw new Error(`there is no handoff ${id}`);
    return found;
  };
  const make = async (id: string, move: AnyMove, to: HandoffState, more: Partial<MoveWrite> = {}): Promise<void> => {
    const found = await read(id);
    const mover = { ...worker, worksIn: () => true };
    const change = moved(move, found, to, mover, monday, more.told?.target ? { target: more.told.target } : {});
    const done = await desk.move({ id, from: found.revision, move, by: worker, at: monday, change, ...more });
    expect(done.moved).toBe(true);
  };

  describe('the list', () => {
    it('holds the areas that are asked for, what is offered to them, and nothing synthetic', async () => {
      const area = unique('area');
      const own = await sent({ area });
      const offered = await sent({ area: unique('elsewhere') });
      const synthetic = await sent({ area, kind: 'synthetic' });
      await make(offered.id, 'claim', 'claimed');
      await make(offered.id, 'offer', 'offered', { told: { target: { area: `etela-pohjanmaa/${area}` } } });
      const ids = async (areas: readonly string[] | 'all'): Promise<string[]> =>
        (await desk.list(areas)).map((one) => one.id);
      expect((await ids([`etela-pohjanmaa/${area}`, 'nowhere/else'])).sort()).toEqual([own.id, offered.id].sort());
      expect(await ids([`vantaa-kerava/${area}`])).toEqual([]);
      expect(await ids([])).toEqual([]);
      expect(await read(synthetic.id)).toMatchObject({ kind: 'synthetic' });
    });

    it('finds one by its case number, in the areas that are asked for only', async () => {
      const area = unique('area');
      const [one] = [await sent({ area }), await sent({ area })];
      const found = async (region: string): Promise<string[]> =>
        (await desk.list([`${region}/${area}`], 'all', one.case)).map(({ id }) => id);
      expect(await found('etela-pohjanmaa')).toEqual([one.id]);
      expect(await found('vantaa-kerava')).toEqual([]);
    });

    it('is cut where it is long, and the rounds still see every open one, once', async () => {
      const area = unique('area');
      const many = 501;
      for (let count = 0; count < many; count += 1)
        await desk.enter(handoffOf('', { id: unique('many'), conversation: null, area }), worker, monday);
      expect(await desk.list([`etela-pohjanmaa/${area}`])).toHaveLength(500);
      const seen: string[] = [];
      for await (const one of desk.everyOpen()) if (one.area === area) seen.push(one.id);
      expect(new Set(seen).size).toBe(many);
      expect(seen).toHaveLength(many);
    });

    it('keeps apart what is open and what is over', async () => {
      const area = unique('area');
      const [open, over] = [await sent({ area }), await sent({ area })];
      await make(over.id, 'claim', 'claimed');
      await make(over.id, 'close', 'closed', { told: { ending: 'guided' } });
      const ids = async (shown: 'open' | 'closed' | 'all'): Promise<string[]> =>
        (await desk.list([`etela-pohjanmaa/${area}`], shown)).map((one) => one.id);
      expect(await ids('open')).toEqual([open.id]);
      expect(await ids('closed')).toEqual([over.id]);
      expect((await ids('all')).sort()).toEqual([open.id, over.id].sort());
      expect((await read(over.id)).ending).toBe('guided');
    });
  });

  it('keeps consultations with their answers until the handoff is over', async () => {
    const handoff = await sent();
    const id = unique('consult');
    const { case: number, region, area } = handoff;
    const asks = {
      case: number,
      region,
      area,
      to: 'nurse',
      need: 'child_sleep',
      ageBand: [],
      text: 'Mitä tehdä?',
      identity: false,
    };
    await make(handoff.id, 'claim', 'claimed');
    await make(handoff.id, 'consult', 'consulting', { consult: { id, asks } });
    await make(handoff.id, 'answer', 'claimed', { consult: { id }, told: { text: 'Näin.' } });
    const mine = async () => (await desk.consults()).filter((one) => one.handoff === handoff.id);
    expect(await mine()).toEqual([
      { ...asks, id, handoff: handoff.id, at: monday, answers: [{ at: monday, by: 'Olga', text: 'Näin.' }] },
    ]);
    await make(handoff.id, 'close', 'closed');
    expect(await mine()).toEqual([]);
  });

  it('keeps a draft for each worker, the last one only', async () => {
    const { id } = await sent();
    await desk.keepDraft(id, 'w', 'yksi', monday);
    await desk.keepDraft(id, 'w', 'kaksi', monday);
    await desk.keepDraft(id, 'v', 'toisen', monday);
    expect([await desk.draft(id, 'w'), await desk.draft(id, 'v'), await desk.draft(id, 'x')]).toEqual([
      'kaksi',
      'toisen',
      '',
    ]);
  });

  it('remembers who is away, since the first time it was told', async () => {
    const name = unique('worker');
    await desk.setAway(name, true, monday);
    await desk.setAway(name, true, '2026-11-23T09:00:00.000Z');
    expect((await desk.absent()).filter((one) => one.worker === name)).toEqual([{ worker: name, since: monday }]);
    await desk.setAway(name, false, monday);
    expect(await desk.away(name)).toBe(false);
  });

  it('writes a notice once, and finds the trail by handoff, case number and worker', async () => {
    const handoff = await sent();
    const payload = {
      handoff: handoff.id,
      region: 'r',
      area: 'a',
      kind: 'contact' as const,
      due: monday,
      case: handoff.case,
    };
    const notice = { id: `notice.alarm/${handoff.id}/1`, kind: 'notice.alarm' as const, payload };
    const written = await Promise.all([1, 2, 3].map(() => desk.notify([notice], monday)));
    expect(written.reduce((sum, one) => sum + one, 0)).toBe(1);
    const reader = { ...worker, id: unique('reader') };
    await desk.see(handoff.id, reader, monday);
    const auditor = { ...worker, id: unique('auditor') };
    for (const subject of [handoff.id, handoff.case, reader.id]) {
      const [reading, ...lines] = await desk.trail(subject, auditor, monday);
      expect([reading?.actor, reading?.action]).toEqual([auditor.id, 'audit-read']);
      const told = lines.filter((line) => line.action !== 'audit-read').map((line) => [line.actor, line.action]);
      expect(told).toEqual([[reader.id, 'view']]);
    }
    expect((await desk.trail(undefined, auditor, monday))[0]).toMatchObject({ actor: auditor.id, subject: 'audit' });
    expect((await read(handoff.id)).firstReader).toBe(reader.id);
  });

  it('counts the family’s news until its owner looks', async () => {
    const handoff = await sent();
    await make(handoff.id, 'claim', 'claimed');
    await database.transaction((run) => run('update handoffs set news = 3 where id = $1', [handoff.id]));
    await desk.see(handoff.id, { ...worker, id: 'another' }, monday);
    expect((await read(handoff.id)).news).toBe(3);
    await desk.see(handoff.id, worker, monday);
    expect((await read(handoff.id)).news).toBe(0);
  });
}
