import { conversationStore } from '../../src/storage/conversations';
import { openDeletionList } from '../../src/storage/deletion-list';
import { makeKeeper, type Keeper } from '../../src/storage/keeper';
import { openSealer } from '../../src/storage/secrets';
import { onBothEngines, openFile, type Engine } from '../support/engines';
import { handoffOf, unique, writeOf } from './contract';

const keeping = {
  conversationHours: 20,
  handoffDays: 30,
  outboxDays: 7,
  tallyYears: 5,
  auditYears: 12,
  backupDays: 90,
};
const ring = { keys: [{ id: 'now', key: Buffer.alloc(32, 1) }] };

onBothEngines((open) => {
  let engine: Engine;
  let elsewhere: Engine;
  let keeper: Keeper;
  beforeEach(async () => {
    engine = await open();
    elsewhere = await openFile();
    const sealer = await openSealer(engine.database, ring);
    keeper = makeKeeper(engine.database, sealer, keeping, openDeletionList(`${elsewhere.where.file}-deletions`));
    const handoff = handoffOf(unique('c'));
    await conversationStore(engine.database, sealer).settle(writeOf(handoff.conversation, { handoff }));
    await engine.database.transaction((run) =>
      run("update handoffs set state = 'closed', closed_at = $1, transferred_at = $1", ['2026-11-23T09:00:00.000Z']),
    );
  });
  afterEach(async () => {
    await engine.close();
    await elsewhere.close();
  });

  it('retention runs once a day by itself, and a deletion is on the list outside the database at once', async () => {
    const list = openDeletionList(`${elsewhere.where.file}-deletions`);
    expect((await keeper.round(new Date('2026-12-22T10:00:00Z'))).daily).toMatchObject({
      handoffs: 0,
      conversations: 0,
    });
    expect((await keeper.round(new Date('2026-12-22T23:59:00Z'))).daily).toBeUndefined();
    const next = await keeper.round(new Date('2026-12-24T00:00:00Z'));
    expect(next.daily).toMatchObject({ handoffs: 1, untransferred: 0 });
    expect(next.trail).toMatchObject({ seq: 1, hash: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect(list.all()).toHaveLength(1);
    expect((await keeper.round(new Date('2026-12-24T00:01:00Z'))).daily).toBeUndefined();
    await keeper.round(new Date('2027-04-01T00:01:00Z'));
    expect(list.all()).toEqual([]);
    expect(await engine.database.rows('select hash from deletions')).toEqual([]);
  });

  it('a day whose retention was broken off is begun again', async () => {
    const round = new Date('2026-12-24T00:00:00Z');
    await engine.database.rows('alter table tallies rename to tallies_away');
    await expect(keeper.round(round)).rejects.toThrow();
    await engine.database.rows('alter table tallies_away rename to tallies');
    expect((await keeper.round(round)).daily).toBeDefined();
    expect(await engine.database.rows('select id from handoffs')).toEqual([]);
    expect(await engine.database.rows("select id from audit where action = 'delete'")).toHaveLength(1);
  });

  it('a deletion whose list could not be written is on it at the next round', async () => {
    const broken = openDeletionList('/dev/null/deletions');
    const sealer = await openSealer(engine.database, ring);
    const round = new Date('2026-12-24T00:00:00Z');
    await expect(makeKeeper(engine.database, sealer, keeping, broken).round(round)).rejects.toThrow('DELETIONS_FILE');
    await keeper.round(round);
    expect(openDeletionList(`${elsewhere.where.file}-deletions`).all()).toHaveLength(1);
  });
});
