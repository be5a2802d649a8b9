import { randomBytes } from 'node:crypto';
import { conversationStore } from '../../src/storage/conversations';
import { deskStore } from '../../src/storage/handoffs';
import { randomNames } from '../../src/storage/names';
import { keyUse, rotateKeys } from '../../src/storage/rotation';
import { makeSealer, type KeyRing, type Sealer } from '../../src/storage/seal';
import { sealedTables } from '../../src/storage/sealed';
import { openSealer } from '../../src/storage/secrets';
import { verifyTrail } from '../../src/storage/audit-trail';
import type { Database } from '../../src/storage/sql';
import { farChatStore } from '../../src/storage/far-chats';
import { knownWorkerStore } from '../../src/storage/known-workers';
import { teamChannelStore } from '../../src/storage/team-channels';
import { workerSessions } from '../../src/storage/worker-sessions';
import { onBothEngines, type Engine } from '../support/engines';
import { entryOf, handoffOf, unique, writeOf } from './contract';

const old = { id: 'old', key: Buffer.alloc(32, 1) };
const next = { id: 'a-new-one', key: Buffer.alloc(32, 2) };
const ring = (...keys: readonly { id: string; key: Buffer }[]): KeyRing => ({ keys });
const now = new Date('2026-11-23T08:00:00Z');
const worker = {
  id: 'w',
  name: 'Ohjaaja',
  purpose: 'asiakasohjaus',
  role: 'supervisor' as const,
  areas: 'all' as const,
};

/** One row at least in every table that holds something sealed. */
async function fill(
  database: Database,
  sealer: Sealer,
): Promise<{ conversation: string; handoff: string; code: string; reference: string }> {
  const conversation = unique('c');
  const code = randomNames(sealer).familyCode();
  const handoff = handoffOf(conversation, { codeHash: randomNames(sealer).hashOfCode(code) });
  const session = { ...writeOf('').session, handoff: { id: handoff.id, case: handoff.case } };
  const store = conversationStore(database, sealer);
  await store.settle(writeOf(conversation, { session, handoff }));
  await store.settle(
    writeOf(conversation, { from: 1, session, entry: entryOf(conversation, 2, 'm1', 'lisään'), appendTo: handoff.id }),
  );
  const desk = deskStore(database, sealer);
  await desk.see(handoff.id, worker, now.toISOString());
  await desk.keepDraft(handoff.id, worker.id, 'kesken', now.toISOString());
  const consult = unique('consult');
  await database.transaction((run) =>
    run('insert into consults (id, handoff, at, asked_by, sealed) values ($1, $2, $3, $4, $5)', [
      consult,
      handoff.id,
      now.toISOString(),
      'w',
      sealer.seal({ text: 'kysymys' }, `consult ${consult}`),
    ]),
  );
  await farChatStore(database, sealer).hold(conversation, { at: 'there' }, now);
  const place = { id: unique('channel'), place: unique('place'), team: 'team', region: 'r', area: 'a', language: 'fi' };
  await teamChannelStore(database, sealer).connect({ ...place, reference: { at: 'there' } }, now);
  await knownWorkerStore(database, sealer).remember(worker, now);
  const reference = await workerSessions(database, sealer).begin({ worker, renewal: 'a token' }, now);
  return { conversation, handoff: handoff.id, code, reference };
}

const used = async (database: Database, sealer: Sealer): Promise<Record<string, number>> => {
  const sums: Record<string, number> = {};
  for (const { byKey, unknown } of await keyUse(database, sealer)) {
    for (const [id, count] of Object.entries(byKey)) sums[id] = (sums[id] ?? 0) + count;
    sums['unknown'] = (sums['unknown'] ?? 0) + unknown;
  }
  return sums;
};

onBothEngines((open) => {
  let engine: Engine;
  let database: Database;
  beforeEach(async () => {
    engine = await open();
    database = engine.database;
  });
  afterEach(() => engine.close());

  it('every table with sealed bytes is known to the rotation, and opens in the place it is told to have', async () => {
    const columns =
      database.engine === 'libsql'
        ? await database.rows(
            "select m.name || '.' || c.name as name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and lower(c.type) = 'blob'",
          )
        : await database.rows(
            "select table_name || '.' || column_name as name from information_schema.columns where table_schema = current_schema() and data_type = 'bytea'",
          );
    expect(columns.map((row) => row['name']).sort()).toEqual(
      sealedTables.map(({ table, column = 'sealed' }) => `${table}.${column}`).sort(),
    );
    const sealer = await openSealer(database, ring(old));
    await fill(database, sealer);
    for (const { table, column = 'sealed', key, place } of sealedTables) {
      const rows = await database.rows(`select ${key.join(', ')}, ${column} from ${table}`);
      expect([table, rows.length > 0]).toEqual([table, true]);
      for (const row of rows) expect(() => sealer.open(row[column] as Buffer, place(row))).not.toThrow();
    }
  });

  it('after a rotation the old key can be taken away: everything opens, and codes, sessions and the trail still hold', async () => {
    const before = await openSealer(database, ring(old));
    const { conversation, handoff, code, reference } = await fill(database, before);
    const both = await openSealer(database, ring(next, old));
    expect(await used(database, both)).toMatchObject({ 'a-new-one': 0, unknown: 0 });
    const { resealed, unopened } = await rotateKeys(database, both);
    expect(unopened).toBe(0);
    expect(await used(database, both)).toEqual({ 'a-new-one': resealed, old: 0, unknown: 0 });

    const alone = await openSealer(database, ring(next));
    expect((await conversationStore(database, alone).log(conversation, 0)).map((one) => one.messageId)).toEqual([
      'start',
      'm1',
    ]);
    const desk = deskStore(database, alone);
    expect((await desk.read(handoff))?.record.contact.name).toBe('Liisa');
    expect(await desk.byCode(randomNames(alone).hashOfCode(code.toLowerCase().replace('-', ' ')))).toBe(handoff);
    expect((await workerSessions(database, alone).find(reference, now))?.worker.name).toBe('Ohjaaja');
    await desk.see(handoff, worker, now.toISOString());
    expect(await verifyTrail(database, alone)).toMatchObject({ lines: 3, broken: undefined });
    expect(alone.mac('token', 'x')).toBe(before.mac('token', 'x'));
  });

  it('a rotation passes over what is done, so it may be stopped at any moment and run again', async () => {
    const before = await openSealer(database, ring(old));
    for (let index = 0; index < 5; index += 1) await fill(database, before);
    const both = await openSealer(database, ring(next, old));
    const whole = (await used(database, both))['old'] ?? 0;
    let tables = 0;
    await expect(
      rotateKeys(database, both, () => {
        tables += 1;
        if (tables === 3) throw new Error('stopped');
      }),
    ).rejects.toThrow('stopped');
    const done = (await used(database, both))['a-new-one'] ?? 0;
    expect(done).toBeGreaterThan(0);
    expect((await rotateKeys(database, both)).resealed).toBe(whole - done);
    expect((await rotateKeys(database, both)).resealed).toBe(0);
  });

  it('a rotation beside a running service loses nothing that is written meanwhile', async () => {
    const before = await openSealer(database, ring(old));
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await fill(database, before)).conversation));
    const both = await openSealer(database, ring(next, old));
    const store = conversationStore(database, both);
    const session = writeOf('').session;
    const turns = ids.map((id) =>
      store.settle(writeOf(id, { from: 2, session, entry: entryOf(id, 4, 'm2', 'vielä') })),
    );
    const other = await engine.again();
    await Promise.all([rotateKeys(other, both), ...turns]);
    await rotateKeys(database, both);
    const alone = conversationStore(database, await openSealer(database, ring(next)));
    for (const id of ids) {
      expect((await alone.log(id, 0)).map((one) => one.messageId)).toEqual(['start', 'm1', 'm2']);
      expect((await alone.open(id, 'x'))?.revision).toBe(3);
    }
  });

  it('rows sealed with a key that nobody has are counted, left, and keep no other row waiting', async () => {
    const lost = await openSealer(database, ring(old));
    const { conversation } = await fill(database, lost);
    const foreign = conversationStore(
      database,
      await openSealer(database, ring({ id: 'lost', key: randomBytes(32) }, old)),
    );
    await foreign.settle(writeOf(unique('c')));
    const both = await openSealer(database, ring(next, old));
    expect((await used(database, both))['unknown']).toBe(2);
    expect(await rotateKeys(database, both)).toMatchObject({ unopened: 2 });
    expect(await used(database, both)).toMatchObject({ old: 0, unknown: 2 });
    expect(await conversationStore(database, await openSealer(database, ring(next))).log(conversation, 0)).toHaveLength(
      2,
    );
  });

  describe('hashes', () => {
    it('of a new database come from a key of its own, the same for every replica that starts at once', async () => {
      const others = await Promise.all(
        [database, await engine.again(), database].map((one) => openSealer(one, ring(old))),
      );
      expect(new Set(others.map((one) => one.mac('x', 'y'))).size).toBe(1);
      expect(await database.rows('select id from secrets')).toHaveLength(1);
    });

    it('of a database that already has codes stay those of the oldest key of the ring', async () => {
      const before = makeSealer(ring(next, old));
      await conversationStore(database, before).settle(writeOf(unique('c')));
      const after = await openSealer(database, ring(next, old));
      expect(after.mac('family code', 'ABCD')).toBe(before.mac('family code', 'ABCD'));
    });

    it('cannot be made with a ring that does not open the database; the refusal says what is missing', async () => {
      await openSealer(database, ring(old));
      await expect(openSealer(database, ring(next))).rejects.toThrow(/ENCRYPTION_KEYS.*key old/);
      await expect(openSealer(database, ring({ id: 'old', key: randomBytes(32) }))).rejects.toThrow(/ENCRYPTION_KEYS/);
    });
  });
});
