import type { Notice } from '../../src/queue/ports';
import { exerciseStore } from '../../src/storage/exercises';
import { conversationStore } from '../../src/storage/conversations';
import { deskStore } from '../../src/storage/handoffs';
import { outboxStore, putNotices, type Delivery } from '../../src/storage/outbox';
import type { Database } from '../../src/storage/sql';
import { undeliveredIn } from '../support/pipe';
import { contractSealer, handoffOf, unique, writeOf } from './contract';

const at = (iso: string): Date => new Date(iso);
const monday = at('2026-11-23T08:00:00Z');
const after = (seconds: number): Date => new Date(monday.getTime() + seconds * 1000);

/** What the outbox and the exercises promise, whichever engine keeps them. */
export function outboxContract(open: () => Promise<Database>): void {
  let database: Database;
  beforeEach(async () => {
    database = await open();
    // What was left by other tests of the same database is taken away first.
    await database.transaction(async (run) => {
      await run('delete from outbox');
      await run('delete from exercises');
    });
  });
  const outbox = () => outboxStore(database, contractSealer);

  /** A notice, divided among receivers. */
  const divided = async (...receivers: readonly string[]): Promise<string> => {
    const id = unique('notice.new/n');
    await database.transaction((run) =>
      putNotices(
        run,
        [{ id, kind: 'notice.new', payload: { n: 1 } } as unknown as Notice],
        monday.toISOString(),
        contractSealer,
      ),
    );
    await outbox().spread(
      id,
      receivers.map((receiver) => ({ id: `${id}/${receiver}`, receiver, body: { for: receiver } })),
      monday,
    );
    return id;
  };
  const taken = async (receiver: string, now: Date): Promise<Delivery> => {
    const one = await outbox().take(receiver, now);
    if (!one) throw new Error(`nothing is due for ${receiver}`);
    return one;
  };

  describe('a notice that must leave the house', () => {
    it('is written with the handoff it tells of, and divided once', async () => {
      const conversation = unique('c');
      const handoff = handoffOf(conversation);
      const id = `notice.new/${handoff.id}`;
      const session = { ...writeOf('').session, handoff: { id: handoff.id, case: handoff.case } };
      await conversationStore(database, contractSealer).settle(writeOf(conversation, { session, handoff }));
      const [written] = await outbox().written(after(1), 10);
      expect(written).toEqual({
        id,
        kind: 'notice.new',
        payload: {
          handoff: handoff.id,
          region: 'etela-pohjanmaa',
          area: 'lapua',
          kind: 'contact',
          due: handoff.dueAt,
          case: handoff.case,
        },
      });
      expect(await outbox().unspread()).toBe(handoff.receivedAt);
      const parcels = (body: string) => [{ id: `${id}/mail`, receiver: 'mail', body }];
      await Promise.all(['first', 'second', 'third'].map((body) => outbox().spread(id, parcels(body), after(2))));
      expect(await outbox().written(after(60), 10)).toEqual([]);
      expect(await outbox().unspread()).toBeNull();
      const first = await taken('mail', after(3));
      await outbox().failed(first, after(3));
      expect((await taken('mail', after(60))).body).toEqual(first.body);
      expect(await undeliveredIn(database)).toBe(1);
    });

    it('is there once, however often it is told', async () => {
      const notice = { id: unique('notice.alarm/a'), kind: 'notice.alarm', at: monday.toISOString(), payload: 1 };
      for (let times = 0; times < 3; times += 1)
        await database.transaction((run) =>
          putNotices(run, [notice as unknown as Notice], monday.toISOString(), contractSealer),
        );
      expect(await outbox().written(after(1), 10)).toHaveLength(1);
    });

    it('that cannot be divided waits half an hour and is not lost', async () => {
      const notice = { id: unique('notice.odd/o'), kind: 'notice.odd', at: monday.toISOString(), payload: 1 };
      await database.transaction((run) =>
        putNotices(run, [notice as unknown as Notice], monday.toISOString(), contractSealer),
      );
      await outbox().putOff(notice.id, after(1));
      expect(await outbox().written(after(60), 10)).toEqual([]);
      expect(await outbox().written(after(31 * 60), 10)).toHaveLength(1);
    });

    it('is taken by one sender, and again when that one is silent for a minute', async () => {
      const id = await divided('mail');
      const takes = await Promise.all([1, 2, 3, 4].map(() => outbox().take('mail', after(1))));
      expect(takes.filter((one) => one !== undefined)).toEqual([
        { id: `${id}/mail`, receiver: 'mail', tries: 1, body: { for: 'mail' } },
      ]);
      expect(await outbox().take('mail', after(59))).toBeUndefined();
      expect(await taken('mail', after(62))).toMatchObject({ id: `${id}/mail`, tries: 2 });
    });

    it('that one receiver has taken is not sent to it again when another fails', async () => {
      await divided('mail', 'teams');
      await outbox().delivered((await taken('mail', after(1))).id, after(1));
      await outbox().failed(await taken('teams', after(1)), after(1));
      expect(await outbox().take('mail', after(3600))).toBeUndefined();
      expect(await taken('teams', after(3600))).toMatchObject({ body: { for: 'teams' }, tries: 2 });
      expect(await undeliveredIn(database)).toBe(1);
    });

    it('is kept no longer than it takes: a delivered body is gone', async () => {
      await divided('mail');
      const { id } = await taken('mail', after(1));
      await outbox().delivered(id, after(1));
      const [row] = await database.rows('select sealed from outbox where id = $1', [id]);
      expect(contractSealer.open(row?.['sealed'] as Buffer, `outbox ${id}`)).toBeNull();
    });

    it('is tried again later and later, at most half an hour apart, and never given up', async () => {
      await divided('mail');
      let now = after(1);
      let before = 0;
      for (let tries = 1; tries <= 15; tries += 1) {
        const one = await taken('mail', now);
        expect(one.tries).toBe(tries);
        await outbox().failed(one, now);
        const [row] = await database.rows('select try_after from outbox where id = $1', [one.id]);
        const pause = Date.parse(String(row?.['try_after'])) - now.getTime();
        expect(pause).toBeGreaterThanOrEqual(before);
        expect(pause).toBeLessThanOrEqual(30 * 60_000);
        before = pause;
        now = new Date(now.getTime() + pause + 1);
      }
      expect(before).toBe(30 * 60_000);
    });

    it('waits as long as its receiver asks, but never longer than a day', async () => {
      await divided('mail');
      await outbox().failed(await taken('mail', after(1)), after(1), { refused: false, waitMs: 600_000 });
      expect(await outbox().take('mail', after(600))).toBeUndefined();
      const again = await taken('mail', after(601));
      await outbox().failed(again, after(601), { refused: false, waitMs: 1e15 });
      expect(await outbox().take('mail', after(601 + 24 * 3600 - 1))).toBeUndefined();
      expect(await outbox().take('mail', after(601 + 24 * 3600))).toBeDefined();
    });

    it('that was refused waits half an hour, or until the service is started with a mended address', async () => {
      await divided('mail', 'teams');
      await outbox().failed(await taken('mail', after(1)), after(1), { refused: true });
      expect(await outbox().standings()).toEqual({
        mail: { oldest: monday.toISOString(), waiting: 1, refused: true },
        teams: { oldest: monday.toISOString(), waiting: 1, refused: false },
      });
      expect(await outbox().take('mail', after(29 * 60))).toBeUndefined();
      expect(await outbox().begin(['mail', 'teams'], after(60))).toBe(0);
      const again = await taken('mail', after(60));
      await outbox().delivered(again.id, after(61));
      expect(Object.keys(await outbox().standings())).toEqual(['teams']);
    });

    it('for a receiver that is no longer set is deleted at a start, and a notice that nobody else has is divided anew', async () => {
      const notice = await divided('mail', 'teams');
      expect(await outbox().begin(['mail'], after(1))).toBe(1);
      expect(await outbox().take('teams', after(2))).toBeUndefined();
      expect(await outbox().take('mail', after(2))).toBeDefined();
      expect((await outbox().written(after(2), 10)).map(({ id }) => id)).not.toContain(notice);
      expect(await outbox().begin(['other'], after(3))).toBe(1);
      expect((await outbox().written(after(4), 10)).map(({ id }) => id)).toContain(notice);
    });

    it('that nobody has taken in time is told to others, once', async () => {
      const late = await divided('mail', 'teams');
      const seen = await divided('mail', 'teams');
      for (const one of [await taken('mail', after(1)), await taken('mail', after(1))])
        if (one.id.startsWith(`${seen}/`)) await outbox().delivered(one.id, after(2));
      expect((await outbox().untaken(after(-1))).map(({ id }) => id)).toEqual([]);
      expect((await outbox().untaken(after(1))).map(({ id }) => id)).toEqual([late]);
      const parcels = [{ id: `${late}/boss`, receiver: 'boss', body: 1 }];
      await Promise.all([1, 2].map(() => outbox().urge(late, parcels, after(3))));
      expect(await outbox().untaken(after(1))).toEqual([]);
      expect(await outbox().take('boss', after(4))).toMatchObject({ id: `${late}/boss` });
      expect(await outbox().take('boss', after(4))).toBeUndefined();
    });

    it('comes in the order it was written', async () => {
      const ids = [await divided('mail'), await divided('mail'), await divided('mail')];
      const came = [];
      for (const _ of ids) came.push((await taken('mail', after(1))).id.split('/')[1]);
      expect([...came].sort()).toEqual(ids.map((id) => id.split('/')[1]).sort());
      expect(await outbox().take('mail', after(1))).toBeUndefined();
    });
  });

  describe('a morning exercise', () => {
    const exercises = () => exerciseStore(database, contractSealer);
    const handoff = () => ({
      ...handoffOf(''),
      id: unique('exercise:r'),
      kind: 'synthetic' as const,
      region: unique('r'),
    });

    it('is begun once, also by two processes at the same instant', async () => {
      const one = handoff();
      const begun = await Promise.all(
        [1, 2, 3].map(() =>
          exercises().begin('2026-11-23', after(60), { ...one, case: unique('LU'), id: unique(one.id) }),
        ),
      );
      expect(begun.filter(Boolean)).toHaveLength(1);
      expect(await database.rows('select id from handoffs where region = $1', [one.region])).toHaveLength(1);
      expect(await outbox().written(after(1), 10)).toHaveLength(1);
    });

    it('stands in no list of the queue', async () => {
      const one = handoff();
      await exercises().begin('2026-11-23', after(60), one);
      const listed = await deskStore(database, contractSealer).list('all');
      expect(listed.map(({ id }) => id)).not.toContain(one.id);
      expect(await deskStore(database, contractSealer).read(one.id)).toBeDefined();
    });

    it('waits for every receiver, and tells who has taken its notice', async () => {
      const one = handoff();
      const notice = `notice.new/${one.id}`;
      await exercises().begin('2026-11-23', after(60), one);
      expect((await exercises().open())[0]?.waiting).toEqual(['outbox']);
      await outbox().spread(
        notice,
        ['mail', 'teams'].map((receiver) => ({ id: `${notice}/${receiver}`, receiver, body: 1 })),
        after(1),
      );
      await outbox().delivered((await taken('mail', after(2))).id, after(2));
      expect((await exercises().open())[0]?.waiting).toEqual(['teams']);
      expect((await exercises().latest())[one.region]).toEqual({
        begunAt: one.receivedAt,
        slotAt: after(60).toISOString(),
        passedAt: null,
        takenBy: ['mail'],
      });
      await outbox().delivered((await taken('teams', after(3))).id, after(3));
      expect((await exercises().open())[0]?.waiting).toEqual([]);
      await exercises().pass(one.region, '2026-11-23', after(4));
      expect(await exercises().open()).toEqual([]);
      expect((await exercises().latest())[one.region]?.passedAt).toBe(after(4).toISOString());
    });

    it('is the latest day’s, and old ones leave nothing', async () => {
      const [first, second] = [handoff(), handoff()];
      await exercises().begin('2026-11-23', after(60), first);
      await exercises().begin('2026-11-24', after(90_000), {
        ...second,
        region: first.region,
        receivedAt: after(86_400).toISOString(),
      });
      expect((await exercises().latest())[first.region]?.begunAt).toBe(after(86_400).toISOString());
      await exercises().remove(after(1));
      expect(await database.rows('select handoff from exercises where region = $1', [first.region])).toEqual([
        { handoff: second.id },
      ]);
      expect(await database.rows('select id from handoffs where region = $1', [first.region])).toEqual([
        { id: second.id },
      ]);
    });
  });
}
