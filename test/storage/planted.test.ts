import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { conversationStore } from '../../src/storage/conversations';
import { moved } from '../../src/queue/life';
import { deskStore } from '../../src/storage/handoffs';
import { openSealer } from '../../src/storage/secrets';
import type { Database } from '../../src/storage/sql';
import { workerSessions } from '../../src/storage/worker-sessions';
import { onBothEngines, type Engine } from '../support/engines';
import { entryOf, handoffOf, unique, writeOf } from './contract';

/** Thirty things that must stand nowhere in the clear, each with a word that no other test uses. */
const sign = unique('Riekko').replaceAll('-', '');
const secrets = Array.from({ length: 30 }, (_, index) => `${sign}${index}x`);
function secret(index: number): string {
  const word = secrets[index];
  if (word === undefined) throw new Error(`there is no secret ${index}`);
  return word;
}
const ring = { keys: [{ id: 'now', key: Buffer.alloc(32, 1) }] };

/** How many times a word stands in what the engine has on the disk: every file of libSQL, tables and log of PostgreSQL. */
async function onDisk(engine: Engine, word: string): Promise<number> {
  if (engine.database.engine === 'libsql') {
    const folder = dirname(engine.where.file);
    return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(word)).length;
  }
  const [role] = await engine.database.rows('select rolsuper as super from pg_roles where rolname = current_user');
  if ((role?.['super'] as unknown) !== true)
    throw new Error('the role of TEST_DATABASE_URL may not read the files of the server: use a superuser');
  const found = await engine.database.rows(
    `select path from (
       select pg_relation_filepath(c.oid) as path from pg_class c
        where c.relkind in ('r', 't', 'i') and (c.relnamespace = current_schema()::regnamespace
           or c.oid in (select reltoastrelid from pg_class where relnamespace = current_schema()::regnamespace))
       union all select 'pg_wal/' || pg_walfile_name(pg_current_wal_lsn())
     ) as files where path is not null and position(convert_to($1, 'UTF8') in pg_read_binary_file(path)) > 0`,
    [word],
  );
  return found.length;
}

async function plant(database: Database): Promise<string> {
  const sealer = await openSealer(database, ring);
  const store = conversationStore(database, sealer);
  const conversation = unique('c');
  const plain = handoffOf(conversation);
  const handoff = {
    ...plain,
    record: {
      ...plain.record,
      ownWords: secret(0),
      contact: { name: secret(1), reach: secret(2), times: ['morning'], allowed: [secret(4)] },
      wish: secret(5),
      rows: [{ fact: 'age', label: secret(6), value: secret(7) }],
      transcript: [{ by: 'family' as const, at: plain.receivedAt, text: secret(8) }],
    },
  };
  const session = { ...writeOf('').session, handoff: { id: handoff.id, case: handoff.case } };
  await store.settle(writeOf(conversation, { session, handoff, entry: entryOf(conversation, 0, 'start', secret(9)) }));
  for (let index = 10; index < 28; index += 1)
    await store.settle(
      writeOf(conversation, {
        from: index - 9,
        session,
        entry: entryOf(conversation, (index - 9) * 2, `m${index}`, secret(index).repeat(index)),
        appendTo: handoff.id,
      }),
    );
  const desk = deskStore(database, sealer);
  const found = await desk.read(handoff.id);
  if (!found) throw new Error('the handoff is not there');
  const by = { id: 'w', name: 'Ohjaaja', purpose: 'asiakasohjaus' };
  await desk.move({
    id: handoff.id,
    from: found.revision,
    move: 'note',
    by,
    at: handoff.receivedAt,
    change: moved('note', found, 'waiting', { ...by, worksIn: () => true }, handoff.receivedAt),
    told: { text: secret(28) },
  });
  await workerSessions(database, sealer).begin(
    {
      // A worker's own name stands in the trail, as the law asks.
      worker: { id: 'w', name: 'Ohjaaja', purpose: 'asiakasohjaus', role: 'worker', areas: [secret(29)] },
      renewal: secret(3),
    },
    new Date(),
  );
  return conversation;
}

onBothEngines((open) => {
  it('thirty planted secrets are nowhere on the disk in the clear: not in a table, not in an index, not in the log', async () => {
    const engine = await open();
    await plant(engine.database);
    // The search itself is proved by a word that does stand in the clear.
    const clear = unique('Kuukkeli').replaceAll('-', '');
    await engine.database.transaction((run) =>
      run('insert into tallies (day, region, measure, value, count) values ($1, $2, $2, $2, 1)', ['2026-11-23', clear]),
    );
    await engine.database.rows(engine.database.engine === 'libsql' ? 'pragma wal_checkpoint(full)' : 'checkpoint');
    expect(await onDisk(engine, clear)).toBeGreaterThan(0);
    for (const word of secrets) expect([word, await onDisk(engine, word)]).toEqual([word, 0]);
    await engine.close();
  });
});
