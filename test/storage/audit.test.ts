import { appendAudit, type NewLine } from '../../src/storage/audit';
import { pruneTrail, readTrail, trailEnds, verifyTrail } from '../../src/storage/audit-trail';
import { conversationStore } from '../../src/storage/conversations';
import { deskStore } from '../../src/storage/handoffs';
import { makeSealer } from '../../src/storage/seal';
import type { SqlValue } from '../../src/storage/sql';
import { onBothEngines, type Engine } from '../support/engines';
import { contractSealer as sealer, handoffOf, unique, writeOf } from './contract';

const now = new Date('2026-11-23T08:00:00Z');

const lineOf = (change: Partial<NewLine> = {}): NewLine => ({
  at: now.toISOString(),
  actor: 'worker-1',
  name: 'Ohjaaja',
  action: 'view',
  subject: 'handoff-1',
  purpose: 'asiakasohjaus',
  ...change,
});

onBothEngines((open) => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await open();
  });
  afterEach(() => engine.close());

  const append = (change: Partial<NewLine> = {}): Promise<void> =>
    engine.database.transaction((run) => appendAudit(run, sealer, lineOf(change)));
  const run = (sql: string, values: readonly SqlValue[] = []): Promise<unknown> =>
    engine.database.transaction((one) => one(sql, values));
  const verify = () => verifyTrail(engine.database, sealer);
  const written = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) await append({ subject: `handoff-${index}` });
  };
  /** What an administrator of the database can do: take the guards away first. */
  const unguarded = async (): Promise<void> => {
    for (const trigger of engine.name === 'libSQL'
      ? ['audit_unchanged', 'audit_kept', 'audit_head_kept']
      : ['audit_kept on audit', 'audit_head_kept on audit_head'])
      await run(`drop trigger ${trigger}`);
  };

  describe('the audit trail', () => {
    it('of a house in which nobody has done anything is whole', async () => {
      expect(await verify()).toMatchObject({ lines: 0, broken: undefined });
    });

    it('is whole after every line', async () => {
      for (const lines of [1, 2, 3]) {
        await append();
        expect(await verify()).toMatchObject({ lines, ends: { seq: lines }, broken: undefined });
      }
    });

    it('stays one chain when fifty write at once, from two replicas', async () => {
      const other = await engine.again();
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          (index % 2 === 0 ? engine.database : other).transaction((one) =>
            appendAudit(one, sealer, lineOf({ actor: `worker-${index}` })),
          ),
        ),
      );
      expect(await verify()).toMatchObject({ lines: 50, broken: undefined });
    });

    it('has no line of what was not done', async () => {
      await append();
      await expect(
        engine.database.transaction(async (one) => {
          await appendAudit(one, sealer, lineOf());
          throw new Error('it was not done');
        }),
      ).rejects.toThrow();
      await append();
      expect(await verify()).toMatchObject({ lines: 2, broken: undefined });
    });

    it('cannot be changed, shortened or emptied', async () => {
      await written(3);
      for (const sql of [
        "update audit set actor = 'somebody else'",
        'update audit set seq = null',
        'delete from audit where seq = 2',
        'delete from audit where seq = 3',
        'delete from audit',
        'delete from audit_head',
        ...(engine.name === 'libSQL' ? [] : ['truncate audit', 'truncate audit_head']),
      ])
        await expect(run(sql)).rejects.toThrow();
      expect(await verify()).toMatchObject({ lines: 3, broken: undefined });
    });

    it.each(['at', 'actor', 'actor_name', 'action', 'subject', 'purpose', 'detail', 'case_number', 'key_id', 'hash'])(
      'tells the line whose %s was changed by an administrator',
      async (column) => {
        await written(4);
        await unguarded();
        await run(`update audit set ${column} = 'changed' where seq = 3`);
        expect(await verify()).toMatchObject({ lines: 2, broken: { seq: 3 } });
      },
    );

    it('tells where a line was taken out, moved, put between or cut off', async () => {
      await written(5);
      await unguarded();
      await run('delete from audit where seq = 2');
      expect(await verify()).toMatchObject({ lines: 1, broken: { seq: 2, why: 'a line is missing here' } });
    });

    it('tells that its end was cut off', async () => {
      await written(5);
      await unguarded();
      await run('delete from audit where seq >= 4');
      expect(await verify()).toMatchObject({ lines: 3, broken: { seq: 4 } });
      await run('update audit_head set seq = 3');
      expect((await verify()).broken).toMatchObject({ why: 'the sealed head of the chain was changed' });
      await run('delete from audit_head');
      expect((await verify()).broken).toMatchObject({ why: 'the head of the chain is gone' });
    });

    it('tells of a line that was put beside the chain or behind its end', async () => {
      await written(2);
      const columns = "'x', '2026', 'a', 'b', 'view', 's', 'p'";
      await run(`insert into audit (id, at, actor, actor_name, action, subject, purpose) values (${columns})`);
      expect((await verify()).broken).toMatchObject({ why: 'a line stands outside the chain' });
      await run(
        `insert into audit (id, at, actor, actor_name, action, subject, purpose, seq, key_id, hash) values ('y', '2026', 'a', 'b', 'view', 's', 'p', 3, '${sealer.hashKey}', 'made up')`,
      );
      expect((await verify()).broken).toMatchObject({ seq: 3 });
    });

    it('put back as a whole to an older day is told by a line that was noted elsewhere', async () => {
      await written(3);
      const ends = await trailEnds(engine.database, sealer);
      const noted = { seq: ends?.seq ?? 0, hash: ends?.hash ?? '' };
      await written(1);
      expect((await verifyTrail(engine.database, sealer, noted)).broken).toBeUndefined();
      const later = { seq: 9, hash: noted.hash };
      expect((await verifyTrail(engine.database, sealer, later)).broken?.why).toContain(
        'before the line that was noted',
      );
      const other = { seq: 3, hash: 'another' };
      expect((await verifyTrail(engine.database, sealer, other)).broken).toMatchObject({ seq: 3 });
    });

    it('cannot be continued with made-up lines by somebody without the keys', async () => {
      await written(2);
      const stranger = makeSealer({ keys: [{ id: 'now', key: Buffer.alloc(32, 9) }] });
      await expect(engine.database.transaction((one) => appendAudit(one, stranger, lineOf()))).rejects.toThrow();
      expect(await verify()).toMatchObject({ lines: 2, broken: undefined });
    });

    it('takes lines of before there was a chain into it, as they stand', async () => {
      for (const id of ['b', 'a'])
        await run(
          `insert into audit (id, at, actor, actor_name, action, subject, purpose) values ('${id}', '2026-11-2${id === 'a' ? 1 : 2}', 'w', 'Ohjaaja', 'view', 'h', 'p')`,
        );
      await append();
      expect(await verify()).toMatchObject({ lines: 3, broken: undefined });
      expect(await engine.database.rows('select id from audit order by seq limit 2')).toEqual([
        { id: 'a' },
        { id: 'b' },
      ]);
      await expect(run("update audit set actor = 'x' where id = 'a'")).rejects.toThrow();
    });
  });

  describe('the retention of the trail', () => {
    const years = (count: number): string => `${2026 - count}-11-23T08:00:00.000Z`;

    it('takes away the oldest lines only, and what stays can still be verified', async () => {
      for (const age of [14, 13, 11, 1]) await append({ at: years(age) });
      expect(await pruneTrail(engine.database, sealer, new Date(years(12)), now)).toBe(2);
      expect(await verify()).toMatchObject({ lines: 3, ends: { prunedTo: 2, seq: 5 }, broken: undefined });
      expect(await engine.database.rows('select action, actor, detail from audit where seq = 5')).toEqual([
        { action: 'delete', actor: 'system:retention', detail: 'lines 2' },
      ]);
      expect(await pruneTrail(engine.database, sealer, new Date(years(12)), now)).toBe(0);
      await unguarded();
      await run("update audit set actor = 'x' where seq = 3");
      expect((await verify()).broken).toMatchObject({ seq: 3 });
    });

    it('keeps an old line that stands behind a younger one: the chain is cut in one place', async () => {
      for (const age of [13, 1, 13]) await append({ at: years(age) });
      expect(await pruneTrail(engine.database, sealer, new Date(years(12)), now)).toBe(1);
      expect(await verify()).toMatchObject({ lines: 3, broken: undefined });
    });

    it('may take the whole trail, and it goes on', async () => {
      for (const age of [14, 13]) await append({ at: years(age) });
      expect(await pruneTrail(engine.database, sealer, new Date(years(12)), now)).toBe(2);
      await append();
      expect(await verify()).toMatchObject({ lines: 2, ends: { prunedTo: 2 }, broken: undefined });
    });

    it('run by two at once takes each line once', async () => {
      for (const age of [14, 13, 1]) await append({ at: years(age) });
      const other = await engine.again();
      const gone = await Promise.all(
        [engine.database, other].map((one) => pruneTrail(one, sealer, new Date(years(12)), now)),
      );
      expect(gone.sort()).toEqual([0, 2]);
      expect(await verify()).toMatchObject({ lines: 2, broken: undefined });
    });
  });

  describe('who asks for a log', () => {
    const auditor = { at: now.toISOString(), actor: 'auditor', name: 'Aino', purpose: 'audit' };
    const worker = {
      id: 'worker-1',
      name: 'Ohjaaja',
      purpose: 'asiakasohjaus',
      role: 'supervisor' as const,
      areas: 'all' as const,
    };

    it('finds all that was done to one contact by its case number, also after the contact is gone', async () => {
      const id = unique('c');
      const handoff = handoffOf(id);
      await conversationStore(engine.database, sealer).settle(writeOf(id, { handoff }));
      await deskStore(engine.database, sealer).see(handoff.id, worker, now.toISOString());
      await append({ subject: 'another' });
      await run('delete from handoffs where id = $1', [handoff.id]);
      const lines = await readTrail(engine.database, sealer, handoff.case, auditor);
      expect(lines.map((line) => [line.actor, line.action, line.subject])).toEqual([
        ['auditor', 'audit-read', handoff.case],
        ['worker-1', 'view', handoff.id],
      ]);
    });

    it('finds all that one worker did, the newest first, and is written to the log', async () => {
      await append({ actor: 'worker-2', subject: 'a' });
      await append({ actor: 'worker-3', subject: 'b' });
      await append({ actor: 'worker-2', subject: 'c', action: 'export' });
      const lines = await readTrail(engine.database, sealer, 'worker-2', auditor);
      expect(lines.map((line) => [line.action, line.subject])).toEqual([
        ['audit-read', 'worker-2'],
        ['export', 'c'],
        ['view', 'a'],
      ]);
    });
  });

  it('a search that refreshes itself is one line an hour for each worker and filter', async () => {
    const desk = deskStore(engine.database, sealer);
    const worker = {
      id: 'w',
      name: 'Ohjaaja',
      purpose: 'asiakasohjaus',
      role: 'supervisor' as const,
      areas: 'all' as const,
    };
    for (const at of ['2026-11-23T08:00:00Z', '2026-11-23T08:59:59Z', '2026-11-23T09:00:00Z']) {
      await desk.searched(worker, at, 'areas all');
      await desk.searched({ ...worker, id: 'v' }, at, 'areas all');
      await desk.searched(worker, at, 'code');
    }
    expect(await engine.database.rows("select id from audit where action = 'search'")).toHaveLength(6);
    expect(await verify()).toMatchObject({ lines: 6, broken: undefined });
  });
});
