import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { verifyTrail } from '../../src/storage/audit-trail';
import { conversationStore } from '../../src/storage/conversations';
import { deskStore } from '../../src/storage/handoffs';
import { teamChannelStore } from '../../src/storage/team-channels';
import { outboxStore } from '../../src/storage/outbox';
import { retain, untransferred, type Keeping } from '../../src/storage/retention';
import type { Database, SqlValue } from '../../src/storage/sql';
import { workerSessions } from '../../src/storage/worker-sessions';
import { onBothEngines, openFile, type Engine } from '../support/engines';
import { contractSealer as sealer, entryOf, handoffOf, unique, writeOf } from './contract';

const keeping: Keeping = {
  conversationHours: 20,
  handoffDays: 30,
  outboxDays: 7,
  tallyYears: 5,
  auditYears: 12,
  backupDays: 90,
};

const now = new Date('2026-11-23T08:00:00Z');
const worker = {
  id: 'w',
  name: 'Ohjaaja',
  purpose: 'asiakasohjaus',
  role: 'supervisor' as const,
  areas: 'all' as const,
};
const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();

interface Past {
  readonly state: string;
  readonly receivedDays: number;
  readonly closedDays?: number;
  readonly transferredDays?: number;
  readonly dangerRank?: 0 | 1 | 2;
  readonly seen?: boolean;
}

async function handoffWith(database: Database, past: Past): Promise<string> {
  const conversation = unique('c');
  const handoff = handoffOf(conversation, { receivedAt: daysAgo(past.receivedDays), dangerRank: past.dangerRank ?? 0 });
  await conversationStore(database, sealer).settle(
    writeOf(conversation, { handoff, entry: { ...entryOf(conversation, 0, 'start'), at: handoff.receivedAt } }),
  );
  const moment = (days: number | undefined): SqlValue => (days === undefined ? null : daysAgo(days));
  await database.transaction((run) =>
    run('update handoffs set state = $1, closed_at = $2, transferred_at = $3 where id = $4', [
      past.state,
      moment(past.closedDays),
      moment(past.transferredDays),
      handoff.id,
    ]),
  );
  if (past.seen === true) await deskStore(database, sealer).see(handoff.id, worker, daysAgo(past.receivedDays));
  return handoff.id;
}

onBothEngines((open) => {
  let engine: Engine;
  let database: Database;
  beforeEach(async () => {
    engine = await open();
    database = engine.database;
  });
  afterEach(() => engine.close());

  const isThere = async (id: string): Promise<boolean> =>
    (await database.rows('select id from handoffs where id = $1', [id])).length > 0;
  const rows = (sql: string): Promise<readonly Readonly<Record<string, SqlValue>>[]> => database.rows(sql);

  describe('a handoff', () => {
    const stays: readonly (readonly [string, Past])[] = [
      ['waits in the queue, however long', { state: 'waiting', receivedDays: 400 }],
      ['is owned, however long', { state: 'claimed', receivedDays: 400 }],
      [
        'is owned and was already moved to the client information system',
        { state: 'claimed', receivedDays: 400, transferredDays: 300 },
      ],
      ['is closed and was not moved', { state: 'closed', receivedDays: 400, closedDays: 390 }],
      [
        'was moved less than thirty days ago',
        { state: 'closed', receivedDays: 400, closedDays: 390, transferredDays: 29 },
      ],
      [
        'was closed less than thirty days ago',
        { state: 'closed', receivedDays: 400, closedDays: 29, transferredDays: 100 },
      ],
      [
        'was taken back by its family after a worker had seen it',
        { state: 'withdrawn', receivedDays: 60, closedDays: 50, seen: true },
      ],
      [
        'was taken back unseen, but danger had been heard in it',
        { state: 'withdrawn', receivedDays: 60, closedDays: 50, dangerRank: 1 },
      ],
      ['was taken back less than thirty days ago', { state: 'withdrawn', receivedDays: 60, closedDays: 29 }],
    ];
    it.each(stays)('stays when it %s', async (_, past) => {
      const id = await handoffWith(database, past);
      await retain(database, sealer, keeping, now);
      expect(await isThere(id)).toBe(true);
    });

    const goes: readonly (readonly [string, Past])[] = [
      [
        'was closed and moved more than thirty days ago',
        { state: 'closed', receivedDays: 60, closedDays: 40, transferredDays: 31, seen: true },
      ],
      [
        'was taken back by its family before anybody had seen it',
        { state: 'withdrawn', receivedDays: 60, closedDays: 31 },
      ],
      [
        'was taken back after it was seen, and moved',
        { state: 'withdrawn', receivedDays: 60, closedDays: 40, transferredDays: 31, seen: true },
      ],
    ];
    it.each(goes)('goes when it %s, with all that hangs on it', async (_, past) => {
      const id = await handoffWith(database, past);
      await retain(database, sealer, keeping, now);
      expect(await isThere(id)).toBe(false);
      expect(await rows('select id from handoff_events')).toEqual([]);
      expect(await rows('select id from outbox')).toEqual([]);
      expect(await rows("select action, actor, subject from audit where actor like 'system:%'")).toEqual([
        { action: 'delete', actor: 'system:retention', subject: id },
      ]);
      expect(await verifyTrail(database, sealer)).toMatchObject({ broken: undefined });
    });

    it('that should long be moved is told, and counted until somebody moves it', async () => {
      await handoffWith(database, { state: 'closed', receivedDays: 40, closedDays: 31 });
      await handoffWith(database, { state: 'waiting', receivedDays: 31 });
      await handoffWith(database, { state: 'closed', receivedDays: 40, closedDays: 29 });
      await handoffWith(database, { state: 'withdrawn', receivedDays: 40, closedDays: 31 });
      expect(await untransferred(database, keeping, now)).toBe(2);
      expect((await retain(database, sealer, keeping, now)).untransferred).toBe(2);
    });

    it('leaves no table behind that hangs on handoffs without going with them', async () => {
      const tables =
        database.engine === 'libsql'
          ? await rows(
              "select m.name as name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = 'handoff' and not exists (select 1 from pragma_foreign_key_list(m.name) k where k.\"from\" = 'handoff' and k.\"table\" = 'handoffs' and upper(k.on_delete) = 'CASCADE')",
            )
          : await rows(
              `select t.relname as name from pg_attribute a join pg_class t on t.oid = a.attrelid
                where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace and a.attname = 'handoff'
                  and not exists (select 1 from pg_constraint k where k.conrelid = t.oid and k.contype = 'f'
                    and k.confrelid = 'handoffs'::regclass and k.conkey = array[a.attnum] and k.confdeltype = 'c')
                order by t.relname`,
            );
      // A conversation ends by its own rule, and so does a morning exercise; a card of Teams goes once it says that it is over.
      expect(tables).toEqual([{ name: 'conversations' }, { name: 'exercises' }, { name: 'team_cards' }]);
    });

    it('takes its card in Teams with it when that says that it is over, and leaves one that does not say so yet', async () => {
      const channels = teamChannelStore(database, sealer);
      const where = { region: 'r', area: 'a', language: 'fi', team: 'team', reference: {} };
      await channels.connect({ ...where, id: 'told', place: 'one' }, now);
      await channels.connect({ ...where, id: 'untold', place: 'other' }, now);
      const handoff = await handoffWith(database, {
        state: 'closed',
        receivedDays: 60,
        closedDays: 40,
        transferredDays: 31,
        seen: true,
      });
      const card = { handoff, activity: 'message', shown: '', reminded: [] };
      await channels.put({ ...card, channel: 'told', over: true });
      await channels.put({ ...card, channel: 'untold', over: false });
      await retain(database, sealer, keeping, now);
      expect(await rows('select channel from team_cards')).toEqual([{ channel: 'untold' }]);
    });
  });

  it('a dry run counts the same and touches nothing', async () => {
    await handoffWith(database, { state: 'closed', receivedDays: 60, closedDays: 40, transferredDays: 31 });
    await handoffWith(database, { state: 'withdrawn', receivedDays: 60, closedDays: 31 });
    await workerSessions(database, sealer).begin({ worker, renewal: undefined }, new Date(daysAgo(1)));
    const would = await retain(database, sealer, keeping, now, { dry: true });
    expect(would).toMatchObject({ handoffs: 1, withdrawn: 1, workerSessions: 1, conversations: 2 });
    expect(await rows('select id from handoffs')).toHaveLength(2);
    expect(await rows("select id from audit where action <> 'sign-in'")).toEqual([]);
    expect(await retain(database, sealer, keeping, now)).toEqual(would);
    const again = await retain(database, sealer, keeping, now);
    expect(Object.values(again).every((count) => count === 0)).toBe(true);
  });

  it('two replicas at once delete each thing once, and tell of it once', async () => {
    for (let index = 0; index < 8; index += 1)
      await handoffWith(database, { state: 'closed', receivedDays: 60, closedDays: 40, transferredDays: 31 });
    const other = await engine.again();
    const both = await Promise.all([database, other].map((one) => retain(one, sealer, keeping, now)));
    expect(both.reduce((sum, one) => sum + one.handoffs, 0)).toBe(8);
    expect(await rows("select id from audit where action = 'delete'")).toHaveLength(8);
    expect(await verifyTrail(database, sealer)).toMatchObject({ lines: 8, broken: undefined });
  });

  it('a delivered notice goes after seven days, one that waits never does', async () => {
    const outbox = outboxStore(database, sealer);
    for (const [days, delivered] of [
      [8, true],
      [6, true],
      [300, false],
    ] as const) {
      const id = await handoffWith(database, { state: 'waiting', receivedDays: days });
      if (delivered) await outbox.delivered(`notice.new/${id}`, new Date(daysAgo(days)));
    }
    expect((await retain(database, sealer, keeping, now)).outbox).toBe(1);
    expect(await rows('select id from outbox')).toHaveLength(2);
    expect(await rows('select subject, detail from audit')).toEqual([{ subject: 'outbox', detail: 'rows 1' }]);
  });

  it('counts go after five years', async () => {
    for (const day of ['2021-11-22', '2021-11-23', '2026-11-23'])
      await conversationStore(database, sealer).settle(
        writeOf(unique('c'), { tallies: [{ day, region: 'r', measure: 'm', value: 'v' }] }),
      );
    expect((await retain(database, sealer, keeping, now)).tallies).toBe(1);
    expect(await rows('select day from tallies order by day')).toEqual([{ day: '2021-11-23' }, { day: '2026-11-23' }]);
  });

  it('sessions of workers go when they have ended', async () => {
    const sessions = workerSessions(database, sealer);
    const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
    const live = await sessions.begin({ worker, renewal: undefined }, minutesAgo(29));
    await sessions.begin({ worker, renewal: undefined }, minutesAgo(31));
    expect((await retain(database, sealer, keeping, now)).workerSessions).toBe(1);
    expect((await sessions.find(live, now))?.worker).toEqual(worker);
    expect(await rows("select action, subject, detail from audit where action = 'session-end'")).toEqual([
      { action: 'session-end', subject: worker.id, detail: 'idle' },
    ]);
  });

  it('whatever there was, nothing overdue remains, and nothing else is gone', async () => {
    const age = fc.integer({ min: 0, max: 61 });
    const past = fc.record({
      state: fc.constantFrom('waiting', 'claimed', 'closed', 'withdrawn'),
      closedDays: age,
      transferredDays: fc.option(age, { nil: undefined }),
      dangerRank: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
      seen: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(past, { maxLength: 8 }), async (pasts) => {
        const made = await Promise.all(
          pasts.map(async (one) => {
            const ended = one.state === 'closed' || one.state === 'withdrawn';
            const id = await handoffWith(database, {
              state: one.state,
              receivedDays: 61,
              dangerRank: one.dangerRank,
              seen: one.seen,
              ...(ended ? { closedDays: one.closedDays } : {}),
              ...(one.transferredDays === undefined ? {} : { transferredDays: one.transferredDays }),
            });
            const old = ended && one.closedDays > 30;
            const moved = one.transferredDays !== undefined && one.transferredDays > 30;
            const unseen =
              one.state === 'withdrawn' && one.transferredDays === undefined && !one.seen && one.dangerRank === 0;
            return { id, goes: old && (moved || unseen) };
          }),
        );
        await retain(database, sealer, keeping, now);
        for (const { id, goes } of made) expect([id, await isThere(id)]).toEqual([id, !goes]);
        expect(await rows('select id from conversations')).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

describe('the file of an embedded database', () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await openFile();
  });
  afterEach(() => engine.close());

  it('holds not even the sealed bytes of what went: not in the free pages, not in the log, not in a notice', async () => {
    const { database, where } = engine;
    const bytes = (): Buffer => {
      const folder = dirname(where.file);
      return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
    };
    const ids: string[] = [];
    for (let index = 0; index < 30; index += 1)
      ids.push(await handoffWith(database, { state: 'closed', receivedDays: 60, closedDays: 40, transferredDays: 31 }));
    const stays = await handoffWith(database, { state: 'closed', receivedDays: 60, closedDays: 40 });
    const sealed = (
      await database.rows(
        'select sealed from handoffs where transferred_at is not null union all select sealed from turns union all select sealed from outbox where id <> $1',
        [`notice.new/${stays}`],
      )
    ).map((row) => row['sealed'] as Buffer);
    expect(sealed).toHaveLength(30 + 31 + 30);
    await database.rows('pragma wal_checkpoint(full)');
    const before = bytes();
    // A long seal lies on several pages: its beginning is looked for.
    const pieces = sealed.map((one) => one.subarray(0, 60));
    expect(pieces.filter((piece) => before.includes(piece))).toHaveLength(pieces.length);
    await retain(database, sealer, keeping, now);
    const after = bytes();
    expect(pieces.filter((piece) => after.includes(piece))).toEqual([]);
    const tails = sealed.map((one) => one.subarray(-40));
    expect(tails.filter((piece) => after.includes(piece))).toEqual([]);
    expect(ids.filter((id) => after.includes(Buffer.from(`notice.new/${id}`)))).toEqual([]);
  });
});
