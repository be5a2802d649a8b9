import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { verifyTrail } from '../../src/storage/audit-trail';
import { backUp, restore, type Restored } from '../../src/storage/backup';
import { conversationStore } from '../../src/storage/conversations';
import { openDatabase } from '../../src/storage/database';
import { openDeletionList, type DeletionList } from '../../src/storage/deletion-list';
import { holdFile } from '../../src/storage/file-lock';
import { deskStore } from '../../src/storage/handoffs';
import { makeKeeper } from '../../src/storage/keeper';
import { retain, type Keeping } from '../../src/storage/retention';
import type { KeyRing, Sealer } from '../../src/storage/seal';
import { openSealer } from '../../src/storage/secrets';
import type { Database } from '../../src/storage/sql';
import { onPostgresql, openFile, type Engine } from '../support/engines';
import { handoffOf, unique, writeOf } from './contract';

const keeping: Keeping = {
  conversationHours: 20,
  handoffDays: 30,
  outboxDays: 7,
  tallyYears: 5,
  auditYears: 12,
  backupDays: 90,
};
const ring: KeyRing = { keys: [{ id: 'now', key: Buffer.alloc(32, 1) }] };
const backupDay = new Date('2026-11-23T02:00:00Z');
const dayAfter = new Date('2026-11-24T02:00:00Z');
const worker = {
  id: 'w',
  name: 'Ohjaaja',
  purpose: 'asiakasohjaus',
  role: 'supervisor' as const,
  areas: 'all' as const,
};

/** A handoff that retention deletes a day after the backup, one that stays, and a conversation whose family ends it. */
async function live(
  database: Database,
  sealer: Sealer,
): Promise<{ goes: string; stays: string; erased: string; open: string }> {
  const store = conversationStore(database, sealer);
  const [goes, stays] = [handoffOf(unique('c')), handoffOf(unique('c'))];
  const [erased, open] = [unique('c'), unique('c')];
  for (const handoff of [goes, stays]) {
    await store.settle(writeOf(handoff.conversation, { handoff }));
    await deskStore(database, sealer).see(handoff.id, worker, backupDay.toISOString());
  }
  for (const id of [erased, open]) await store.settle(writeOf(id));
  await database.transaction((run) =>
    run("update handoffs set state = 'closed', closed_at = $1, transferred_at = $1 where id = $2", [
      '2026-10-24T12:00:00.000Z',
      goes.id,
    ]),
  );
  return { goes: goes.id, stays: stays.id, erased, open };
}

const handoffs = async (database: Database): Promise<string[]> =>
  (await database.rows('select id from handoffs')).map((row) => String(row['id']));
const conversations = async (database: Database): Promise<string[]> =>
  (await database.rows('select id from conversations')).map((row) => String(row['id']));

describe('a backup of the embedded database', () => {
  let engine: Engine;
  let file: string;
  let backup: string;
  let list: DeletionList;
  beforeEach(async () => {
    engine = await openFile();
    file = engine.where.file;
    backup = `${dirname(file)}/backup.db`;
    list = openDeletionList(`${file}-deletions`);
  });
  afterEach(() => engine.close());

  const putBack = (
    change: { replace?: boolean; now?: Date; list?: DeletionList; ring?: KeyRing } = {},
  ): Promise<Restored> =>
    restore(
      {
        backup,
        file,
        replace: change.replace ?? true,
        ring: change.ring ?? ring,
        list: change.list ?? list,
        backupDays: keeping.backupDays,
        by: 'operator',
      },
      change.now ?? new Date('2026-11-25T08:00:00Z'),
    );
  const opened = async <T>(look: (database: Database) => Promise<T>): Promise<T> => {
    const database = await openDatabase({ url: undefined, file });
    try {
      return await look(database);
    } finally {
      await database.close();
    }
  };
  /** A night's backup, and a day on which one handoff is let go and one family ends its conversation. */
  const dayOfLife = async (follow: boolean): Promise<Awaited<ReturnType<typeof live>>> => {
    const { database } = engine;
    const sealer = await openSealer(database, ring);
    const ids = await live(database, sealer);
    await backUp(database, backup, backupDay);
    await conversationStore(database, sealer).erase(ids.erased, [], '2026-11-23T12:00:00.000Z');
    expect((await retain(database, sealer, { ...keeping, conversationHours: 48 }, dayAfter)).handoffs).toBe(1);
    if (follow) await list.follow(database);
    await database.close();
    return ids;
  };

  it('put back after the disk was lost brings back what was there, and not what was deleted since', async () => {
    const ids = await dayOfLife(true);
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    expect(await putBack({ replace: false })).toEqual({
      madeAt: backupDay.toISOString(),
      unknown: 2,
      handoffs: 1,
      conversations: 1,
    });
    await opened(async (database) => {
      const sealer = await openSealer(database, ring);
      expect(await handoffs(database)).toEqual([ids.stays]);
      expect(await conversations(database)).not.toContain(ids.erased);
      expect(await conversations(database)).toContain(ids.open);
      expect((await deskStore(database, sealer).read(ids.stays))?.record.contact.name).toBe('Liisa');
      expect(await verifyTrail(database, sealer)).toMatchObject({ lines: 4, broken: undefined });
      expect(
        await database.rows('select action, actor, actor_name, subject from audit where seq > 2 order by seq'),
      ).toEqual([
        { action: 'delete', actor: 'system:restore', actor_name: 'restore', subject: ids.goes },
        { action: 'restore', actor: 'system:restore', actor_name: 'operator', subject: 'database' },
      ]);
    });
  });

  it('put in the place of a database that is still there learns from it what was deleted, also without the list', async () => {
    const ids = await dayOfLife(false);
    expect(list.all()).toEqual([]);
    expect(await putBack()).toMatchObject({ handoffs: 1, conversations: 1 });
    await opened(async (database) => expect(await handoffs(database)).toEqual([ids.stays]));
    expect(list.all()).toHaveLength(2);
  });

  it('copied into its place by hand is found by the service before it opens its doors', async () => {
    const ids = await dayOfLife(true);
    rmSync(file);
    copyFileSync(backup, file);
    await opened(async (database) => {
      const sealer = await openSealer(database, ring);
      const keeper = makeKeeper(database, sealer, keeping, list);
      expect(await keeper.beforeDoors(dayAfter)).toEqual({ unknown: 2, handoffs: 1, conversations: 1 });
      expect(await handoffs(database)).toEqual([ids.stays]);
      expect(await keeper.beforeDoors(dayAfter)).toEqual({ unknown: 0, handoffs: 0, conversations: 0 });
    });
  });

  it('is one file that only its owner reads, holds no plain word and none of what was deleted before', async () => {
    const { database } = engine;
    const sealer = await openSealer(database, ring);
    const ids = await live(database, sealer);
    const [row] = await database.rows('select sealed from conversations where id = $1', [ids.erased]);
    await conversationStore(database, sealer).erase(ids.erased, [], backupDay.toISOString());
    await backUp(database, backup, backupDay);
    expect(readdirSync(dirname(backup)).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    const bytes = readFileSync(backup);
    expect(bytes.includes(row?.['sealed'] as Buffer)).toBe(false);
    for (const word of ['Liisa', '040 123 4567', 'Vauva valvoo']) expect(bytes.includes(Buffer.from(word))).toBe(false);
    await expect(backUp(database, backup, backupDay)).rejects.toThrow('is there already');
  });

  describe('is refused, and everything stays as it was,', () => {
    const stays = async (put: () => Promise<unknown>, why: RegExp): Promise<void> => {
      const before = readFileSync(file);
      await expect(put()).rejects.toThrow(why);
      expect(readFileSync(file).equals(before)).toBe(true);
      expect(existsSync(`${file}-restoring`)).toBe(false);
    };

    it('when a service has the database open', async () => {
      await dayOfLife(true);
      const release = holdFile(file);
      await stays(() => putBack(), /is in use by another Luotsi/);
      release();
    });

    it('when nobody said that the database may be replaced', async () => {
      await dayOfLife(true);
      await stays(() => putBack({ replace: false }), /--replace/);
    });

    it('when it is older than deletions are remembered', async () => {
      await dayOfLife(true);
      await stays(() => putBack({ now: new Date('2027-02-22T08:00:00Z') }), /RETENTION_BACKUP_DAYS \(90\)/);
    });

    it('when it is broken, cut short or something else', async () => {
      await dayOfLife(true);
      const whole = readFileSync(backup);
      for (const bytes of [whole.subarray(0, whole.length / 2), Buffer.from('a letter'), Buffer.alloc(0)]) {
        writeFileSync(backup, bytes);
        await stays(() => putBack(), /sound database|db:backup|no such table/);
      }
      rmSync(backup);
      await stays(() => putBack(), /there is no backup/);
    });

    it('when the keys do not open it', async () => {
      await dayOfLife(true);
      await stays(() => putBack({ ring: { keys: [{ id: 'other', key: Buffer.alloc(32, 9) }] } }), /ENCRYPTION_KEYS/);
    });
  });
});

describe('the list of deletions', () => {
  it('is followed by every replica, forgets what no backup can hold, and passes over a line that was cut off', async () => {
    const engine = await openFile();
    const { database } = engine;
    const sealer = await openSealer(database, ring);
    const store = conversationStore(database, sealer);
    const file = `${engine.where.file}-deletions`;
    const [one, other] = [openDeletionList(file), openDeletionList(`${file}-of-another`)];
    expect(await one.follow(database)).toBe(0);
    expect(existsSync(file)).toBe(false);
    for (const at of ['2026-08-01T08:00:00.000Z', '2026-11-01T08:00:00.000Z']) {
      const id = unique('c');
      await store.settle(writeOf(id));
      await store.erase(id, [], at);
      expect(await one.follow(database)).toBe(1);
      expect(await one.follow(database)).toBe(0);
    }
    expect(await other.follow(database)).toBe(2);
    expect(other.all()).toEqual(one.all());
    appendFileSync(file, 'half a li');
    const later = openDeletionList(file);
    expect(later.all()).toHaveLength(2);
    const id = unique('c');
    await store.settle(writeOf(id));
    await store.erase(id, [], '2026-11-01T07:55:00.000Z');
    expect(await later.follow(database)).toBe(1);
    expect(later.all()).toHaveLength(3);
    later.forgetBefore(new Date('2026-10-01T00:00:00Z'));
    expect(later.all().map((line) => line.at)).toEqual(['2026-11-01T08:00:00.000Z', '2026-11-01T07:55:00.000Z']);
    expect(readFileSync(file, 'utf8')).not.toContain(id);
    await engine.close();
  });
});

onPostgresql((open) => {
  it('a database put back by pg_restore from last night forgets again what was deleted today, before doors open', async () => {
    const engine = await open();
    const elsewhere = await openFile();
    const list = openDeletionList(`${elsewhere.where.file}-deletions`);
    const url = new URL(engine.where.url ?? '');
    const schema = url.searchParams.get('options')?.split('=')[1] ?? '';
    url.search = '';
    const sealer = await openSealer(engine.database, ring);
    const ids = await live(engine.database, sealer);
    const dump = `${elsewhere.where.file}.dump`;
    execFileSync('pg_dump', ['--format=custom', `--schema=${schema}`, `--file=${dump}`, url.href]);
    await conversationStore(engine.database, sealer).erase(ids.erased, [], '2026-11-23T12:00:00.000Z');
    await retain(engine.database, sealer, { ...keeping, conversationHours: 48 }, dayAfter);
    await list.follow(engine.database);
    expect(await handoffs(engine.database)).toEqual([ids.stays]);

    execFileSync('pg_restore', ['--clean', '--if-exists', `--dbname=${url.href}`, dump]);
    const back = await engine.again();
    expect((await handoffs(back)).sort()).toEqual([ids.goes, ids.stays].sort());
    const keeper = makeKeeper(back, await openSealer(back, ring), keeping, list);
    expect(await keeper.beforeDoors(dayAfter)).toEqual({ unknown: 2, handoffs: 1, conversations: 1 });
    expect(await handoffs(back)).toEqual([ids.stays]);
    expect(await conversations(back)).not.toContain(ids.erased);
    expect(await verifyTrail(back, await openSealer(back, ring))).toMatchObject({ lines: 3, broken: undefined });
    await elsewhere.close();
    await engine.close();
  });
});
