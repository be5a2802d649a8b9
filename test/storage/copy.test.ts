import { copyDatabase } from '../../src/storage/copy';
import { conversationStore } from '../../src/storage/conversations';
import { deskStore } from '../../src/storage/handoffs';
import { makeSealer } from '../../src/storage/seal';
import { openSealer } from '../../src/storage/secrets';
import { verifyTrail } from '../../src/storage/audit-trail';
import type { Database } from '../../src/storage/sql';
import { onPostgresql, openFile, type Engine } from '../support/engines';
import { entryOf, handoffOf, unique, writeOf } from './contract';

const ring = { keys: [{ id: 'now', key: Buffer.alloc(32, 1) }] };
const worker = {
  id: 'w',
  name: 'Ohjaaja Öö 😀',
  purpose: 'asiakasohjaus',
  role: 'supervisor' as const,
  areas: 'all' as const,
};

onPostgresql((open) => {
  let from: Engine;
  let to: Engine;
  beforeEach(async () => {
    from = await openFile();
    to = await open();
  });
  afterEach(async () => {
    await from.close();
    await to.close();
  });

  const fill = async (database: Database, conversations: number): Promise<string> => {
    const sealer = await openSealer(database, ring);
    const store = conversationStore(database, sealer);
    const handoff = handoffOf(unique('c'));
    const session = { ...writeOf('').session, handoff: { id: handoff.id, case: handoff.case } };
    await store.settle(writeOf(handoff.conversation, { session, handoff }));
    await store.settle(
      writeOf(handoff.conversation, {
        from: 1,
        session,
        entry: entryOf(handoff.conversation, 2, 'm1', 'lisään'),
        appendTo: handoff.id,
        tallies: [{ day: '2026-11-23', region: 'r', measure: 'm', value: 'v' }],
      }),
    );
    for (let index = 0; index < conversations; index += 1) await store.settle(writeOf(unique('c')));
    await deskStore(database, sealer).see(handoff.id, worker, '2026-11-23T08:00:00Z');
    return handoff.id;
  };

  it('a region moves from its file to PostgreSQL: every table has the same rows and the same sum, and all of it opens', async () => {
    const handoff = await fill(from.database, 1_203);
    const copied = await copyDatabase(from.database, to.database);
    expect(copied.filter((one) => one.from.sum !== one.to.sum || one.from.rows !== one.to.rows)).toEqual([]);
    expect(Object.fromEntries(copied.map((one) => [one.table, one.to.rows]))).toMatchObject({
      conversations: 1_204,
      turns: 1_205,
      handoffs: 1,
      handoff_events: 1,
      outbox: 1,
      tallies: 1,
      audit: 1,
      audit_head: 1,
      secrets: 1,
    });
    const sealer = await openSealer(to.database, ring);
    const detail = await deskStore(to.database, sealer).read(handoff);
    expect(detail?.events.map((event) => event.text)).toEqual(['lisään']);
    await deskStore(to.database, sealer).see(handoff, worker, '2026-11-23T09:00:00Z');
    expect(await verifyTrail(to.database, sealer)).toMatchObject({ lines: 2, broken: undefined });
  });

  it('a database that is not empty is not copied into', async () => {
    await fill(from.database, 1);
    await conversationStore(to.database, makeSealer(ring)).settle(writeOf(unique('c')));
    await expect(copyDatabase(from.database, to.database)).rejects.toThrow('is not empty (conversations has rows)');
    expect(await to.database.rows('select id from handoffs')).toEqual([]);
  });

  it('when the two sides do not read the same afterwards, nothing was copied', async () => {
    await fill(from.database, 3);
    // What a fault of the way or a trigger of somebody else's would do.
    await to.database.rows(
      `create function meddle() returns trigger language plpgsql as $$ begin new.region = 'other'; return new; end $$`,
    );
    await to.database.rows(
      'create trigger meddle before insert on conversations for each row execute function meddle()',
    );
    await expect(copyDatabase(from.database, to.database)).rejects.toThrow('conversations read differently');
    expect(await to.database.rows('select id from conversations')).toEqual([]);
    expect(await to.database.rows('select id from secrets')).toEqual([]);
  });

  it('two versions of the schema are told, and nothing is copied', async () => {
    await fill(from.database, 1);
    await to.database.rows('alter table tallies add column more text');
    await expect(copyDatabase(from.database, to.database)).rejects.toThrow('the table tallies is not the same');
  });
});
