import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conversationStore } from '../../src/storage/conversations';
import { openDatabase } from '../../src/storage/database';
import { deskStore } from '../../src/storage/handoffs';
import { homeKey } from '../../src/storage/home-key';
import { endIdleConversations } from '../../src/storage/retention';
import { makeSealer } from '../../src/storage/seal';
import type { Database } from '../../src/storage/sql';
import { contractSealer, entryOf, handoffOf, storageContract, unique, writeOf } from './contract';
import { onPostgresql, type Engine } from '../support/engines';
import { outboxContract } from './outbox-contract';
import { teamsContract } from './teams-contract';

describe('libSQL in memory', () => {
  let database: Database;
  afterEach(() => database.close());
  const open = async (): Promise<Database> => {
    database = await openDatabase({ url: undefined, file: ':memory:' });
    return database;
  };
  storageContract(open);
  outboxContract(open);
  teamsContract(open);
});

describe('libSQL in a file', () => {
  let folder: string;
  let file: string;
  let database: Database;
  const open = async (): Promise<Database> => {
    database = await openDatabase({ url: undefined, file });
    return database;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'luotsi-storage-'));
    file = join(folder, 'deep', 'luotsi.db');
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  storageContract(open);
  outboxContract(open);

  it('keeps everything when it is closed and opened again', async () => {
    const id = unique('c');
    const handoff = handoffOf(id);
    await conversationStore(await open(), contractSealer).settle(
      writeOf(id, { handoff, tallies: [{ day: '2026-11-23', region: 'r', measure: 'm', value: 'v' }] }),
    );
    await database.close();
    await open();
    expect(await conversationStore(database, contractSealer).log(id, 0)).toEqual([entryOf(id, 0, 'start')]);
    expect((await deskStore(database, contractSealer).read(handoff.id))?.record).toEqual(handoff.record);
    expect(await database.rows('select count from tallies')).toEqual([{ count: 1 }]);
    expect((await database.rows('select kind from outbox order by kind')).map((row) => row['kind'])).toEqual([
      'notice.new',
    ]);
  });

  it('keeps what was written when the program stops without closing it', async () => {
    const id = unique('c');
    await conversationStore(await open(), contractSealer).settle(writeOf(id));
    const first = database;
    await open();
    expect(await conversationStore(database, contractSealer).log(id, 0)).toHaveLength(1);
    await first.close();
  });

  const bytesOf = (): Buffer =>
    Buffer.concat(readdirSync(join(folder, 'deep')).map((name) => readFileSync(join(folder, 'deep', name))));

  it('has no word of a family in its bytes', async () => {
    const id = unique('c');
    await conversationStore(await open(), contractSealer).settle(
      writeOf(id, { entry: entryOf(id, 0, 'm', 'Pörrökissa'), handoff: handoffOf(id) }),
    );
    for (const secret of ['Pörrökissa', 'Liisa', '040 123 4567', 'Vauva valvoo'])
      expect([secret, bytesOf().includes(Buffer.from(secret))]).toEqual([secret, false]);
  });

  it('has not even the sealed bytes of an ended conversation left', async () => {
    const id = unique('c');
    const store = conversationStore(await open(), contractSealer);
    await store.settle(writeOf(id));
    const [row] = await database.rows('select sealed from turns where conversation = $1', [id]);
    const sealed = row?.['sealed'] as Buffer;
    await database.rows('pragma wal_checkpoint(truncate)');
    expect(bytesOf().includes(sealed)).toBe(true);
    expect(await endIdleConversations(database, new Date('2026-12-01T00:00:00Z'))).toBe(1);
    expect(bytesOf().includes(sealed)).toBe(false);
  });

  it('has not even the sealed bytes of a family left that erased its conversation', async () => {
    const id = unique('c');
    const store = conversationStore(await open(), contractSealer);
    await store.settle(writeOf(id));
    const [row] = await database.rows('select sealed from turns where conversation = $1', [id]);
    const sealed = row?.['sealed'] as Buffer;
    await store.erase(id, [], '2026-11-23T08:30:00.000Z');
    await endIdleConversations(database, new Date('2026-11-23T09:00:00Z'));
    expect(bytesOf().includes(sealed)).toBe(false);
  });

  it('makes the key of a start at home once, readable by its owner only', async () => {
    await open();
    const key = homeKey(folder);
    expect(key.keys[0]?.key).toHaveLength(32);
    expect(homeKey(folder)).toEqual(key);
  });
});

onPostgresql((openEngine) => {
  let engine: Engine | undefined;
  afterAll(async () => {
    await engine?.close();
  });
  const open = async (): Promise<Database> => {
    engine ??= await openEngine();
    return engine.database;
  };
  storageContract(open);
  outboxContract(open);
  teamsContract(open);
});

describe('a key ring', () => {
  it('that is empty is refused', () => {
    expect(() => makeSealer({ keys: [] })).toThrow();
  });

  it('never seals the same words to the same bytes', () => {
    const sealed = Array.from({ length: 50 }, () => contractSealer.seal('sama', 'paikka').toString('hex'));
    expect(new Set(sealed).size).toBe(50);
  });

  it('opens nothing that is too short to be sealed', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from([1]), Buffer.from([1, 3, 110, 111, 119]), Buffer.alloc(12, 1)])
      expect(() => contractSealer.open(bytes, 'paikka')).toThrow();
  });

  it('opens no seal whose tag was cut short', () => {
    const sealed = contractSealer.seal({ text: 'x' }, 'paikka');
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => contractSealer.open(sealed.subarray(0, length), 'paikka')).toThrow();
  });
});
