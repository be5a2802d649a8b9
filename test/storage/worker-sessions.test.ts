import type { Worker } from '../../src/queue/ports';
import { verifyTrail } from '../../src/storage/audit-trail';
import { makeSealer } from '../../src/storage/seal';
import type { Database } from '../../src/storage/sql';
import { workerSessions, type WorkerSessions } from '../../src/storage/worker-sessions';
import { onBothEngines, type Engine } from '../support/engines';
import { contractSealer, unique } from './contract';

const monday = new Date('2026-11-23T08:00:00Z');
const after = (minutes: number): Date => new Date(monday.getTime() + minutes * 60_000);
const workerOf = (id: string): Worker => ({
  id,
  name: 'Olga Ohjaaja',
  purpose: 'asiakasohjaus',
  role: 'worker',
  areas: ['etela-pohjanmaa/lapua'],
});

onBothEngines((open) => {
  describe('sessions of workers', () => {
    let engine: Engine;
    let database: Database;
    let sessions: WorkerSessions;
    beforeAll(async () => {
      engine = await open();
      database = engine.database;
      sessions = workerSessions(database, contractSealer);
    });
    afterAll(() => engine.close());

    const begun = (id = unique('w'), renewal: string | undefined = 'a secret token'): Promise<string> =>
      sessions.begin({ worker: workerOf(id), renewal }, monday);

    it('are found by their reference alone, for as long as they live', async () => {
      const reference = await begun('w');
      expect(reference).toMatch(/^[\w-]{43}$/);
      expect(await sessions.find(reference, after(15))).toEqual({
        worker: workerOf('w'),
        check: 'due',
        renewable: true,
        endsAt: after(30),
        lastsUntil: after(600),
      });
      expect(await sessions.find(`${reference.slice(1)}x`, monday)).toBeUndefined();
      expect(await sessions.find(reference, after(30.1))).toBeUndefined();
      expect(await sessions.find(reference, monday)).toBeUndefined();
    });

    it('are lengthened by an act, never backwards and never past ten hours', async () => {
      const reference = await begun();
      await sessions.touch(reference, after(20));
      await sessions.touch(reference, after(10));
      expect((await sessions.find(reference, after(49)))?.endsAt).toEqual(after(50));
      for (let minutes = 40; minutes <= 600; minutes += 20) await sessions.touch(reference, after(minutes));
      expect((await sessions.find(reference, after(600)))?.endsAt).toEqual(after(600));
      expect(await sessions.find(reference, after(600.1))).toBeUndefined();
    });

    it('give what to ask the organisation with to one of many at once, when it is due, and again a minute later', async () => {
      const reference = await begun();
      expect(await sessions.takeRenewal(reference, after(14))).toBeUndefined();
      const many = async (minutes: number): Promise<(string | undefined)[]> =>
        (await Promise.all(Array.from({ length: 10 }, () => sessions.takeRenewal(reference, after(minutes))))).filter(
          (one) => one !== undefined,
        );
      expect(await many(15)).toEqual(['a secret token']);
      expect(await many(15.5)).toEqual([]);
      expect(await many(16)).toEqual(['a secret token']);
    });

    it('have the organisation’s new word and its new secret after a check', async () => {
      const id = unique('w');
      const reference = await begun(id);
      await sessions.touch(reference, after(29));
      const supervisor: Worker = { ...workerOf(id), role: 'supervisor', areas: 'all' };
      await sessions.renew(reference, { worker: supervisor, renewal: 'another token' }, after(20));
      expect(await sessions.find(reference, after(34))).toMatchObject({ worker: supervisor, check: 'fresh' });
      expect(await sessions.takeRenewal(reference, after(35))).toBe('another token');
      expect((await sessions.find(reference, after(50)))?.check).toBe('due');
    });

    it('say so when the organisation cannot be asked again', async () => {
      const reference = await sessions.begin({ worker: workerOf('w'), renewal: undefined }, monday);
      expect(await sessions.find(reference, monday)).toMatchObject({ renewable: false });
      expect(await sessions.takeRenewal(reference, after(20))).toBeUndefined();
    });

    it('keep nothing readable: no reference, no name, no id, no token', async () => {
      const id = unique('w-olga');
      const reference = await begun(id);
      const rows = await database.rows('select * from worker_sessions');
      const bytes = rows.flatMap((row) => Object.values(row).map((value) => Buffer.from(String(value)).toString()));
      for (const secret of [reference, id, 'Olga', 'lapua', 'a secret token'])
        expect([secret, bytes.some((one) => one.includes(secret))]).toEqual([secret, false]);
    });

    it('end one by one, or all of a worker', async () => {
      const [id, other] = [unique('w'), unique('w')];
      const [desk, phone, theirs] = [await begun(id), await begun(id), await begun(other)];
      await sessions.end(desk, 'signed-out', monday);
      expect(await sessions.find(desk, monday)).toBeUndefined();
      expect(await sessions.endAllOf(id, 'operator', monday)).toBe(1);
      expect(await sessions.find(phone, monday)).toBeUndefined();
      expect(await sessions.find(theirs, monday)).toBeDefined();
      expect(await sessions.endAllOf(unique('w'), 'operator', monday)).toBe(0);
    });

    it('that cannot be read any more are no sessions: the worker signs in again', async () => {
      const id = unique('w');
      const lost = await begun(id);
      const gone = makeSealer({ keys: [{ id: 'gone', key: Buffer.alloc(32, 4) }] });
      await database.transaction((run) =>
        run('update worker_sessions set sealed = $1 where person_hash = $2', [
          gone.seal(workerOf(id), 'worker session'),
          contractSealer.mac('worker', id),
        ]),
      );
      expect(await sessions.find(lost, monday)).toBeUndefined();
      const shapeless = { id: 'w', name: 'Olga', purpose: 'asiakasohjaus' } as unknown as Worker;
      const ofAnother = await sessions.begin({ worker: shapeless, renewal: undefined }, monday);
      expect(await sessions.find(ofAnother, monday)).toBeUndefined();
    });

    it('of another key ring are not found', async () => {
      const reference = await begun();
      const other = workerSessions(database, makeSealer({ keys: [{ id: 'other', key: Buffer.alloc(32, 9) }] }));
      expect(await other.find(reference, monday)).toBeUndefined();
    });

    it('that ran out are cleared away, and the others stay', async () => {
      await sessions.endStale(after(100_000));
      const [idle, lively] = [await begun(), await begun()];
      await sessions.touch(lively, after(20));
      expect(await sessions.endStale(after(31))).toBe(1);
      expect(await sessions.find(lively, after(31))).toBeDefined();
      expect(await sessions.find(idle, monday)).toBeUndefined();
      expect(await sessions.endStale(after(31))).toBe(0);
    });

    describe('in the audit trail', () => {
      const told = async (about: string): Promise<string[]> => {
        const rows = await database.rows('select * from audit where subject = $1 order by seq', [about]);
        return rows.map((row) =>
          ['actor', 'actor_name', 'action', 'detail', 'purpose'].map((one) => String(row[one])).join(' | '),
        );
      };
      const system = 'system:sessions | sessions | session-end';

      it('stand as they begin and end, each with who and why', async () => {
        const id = unique('w');
        await sessions.end(await begun(id), 'signed-out', monday);
        await sessions.end(await begun(id), 'signed-in-again', monday);
        await sessions.end(await begun(id), 'role-gone', monday);
        const came = `${id} | Olga Ohjaaja | sign-in | worker | asiakasohjaus`;
        const left = `${id} | Olga Ohjaaja | sign-out`;
        expect(await told(id)).toEqual([
          came,
          `${left} | signed-out | asiakasohjaus`,
          came,
          `${left} | signed-in-again | asiakasohjaus`,
          came,
          `${system} | role-gone | access control`,
        ]);
      });

      it('tell whether they ran out of acts or of hours, whoever notices it, and once', async () => {
        await sessions.endStale(after(100_000));
        const [idle, long, swept] = [unique('w'), unique('w'), unique('w')];
        const [first, second] = [await begun(idle), await begun(long), await begun(swept)];
        await Promise.all([sessions.find(first, after(31)), sessions.find(first, after(31))]);
        for (let minutes = 20; minutes <= 600; minutes += 20) await sessions.touch(second, after(minutes));
        await sessions.find(second, after(601));
        await Promise.all([sessions.endStale(after(602)), sessions.endStale(after(602))]);
        expect((await told(idle)).slice(1)).toEqual([`${system} | idle | access control`]);
        expect((await told(long)).slice(1)).toEqual([`${system} | longest | access control`]);
        expect((await told(swept)).slice(1)).toEqual([`${system} | longest | access control`]);
      });

      it('name the operator who ended them by command', async () => {
        const id = unique('w');
        await Promise.all([begun(id), begun(id)]);
        await sessions.endAllOf(id, 'yllapito', monday);
        const line = 'system:sessions-end | yllapito | session-end | by-operator | access control';
        expect((await told(id)).slice(2)).toEqual([line, line]);
      });

      it('have beside them who was not let in, and the chain stands', async () => {
        const id = unique('w');
        await sessions.refused({ id, name: 'Roope Rooliton' }, 'not-permitted', monday);
        expect(await told(id)).toEqual([`${id} | Roope Rooliton | sign-in-refused | not-permitted | access control`]);
        expect((await verifyTrail(database, contractSealer)).broken).toBeUndefined();
      });

      it('hold no secret: neither the reference nor what the organisation gave', async () => {
        const reference = await begun();
        const rows = JSON.stringify(await database.rows('select * from audit'));
        for (const secret of [reference, contractSealer.mac('worker session', reference), 'a secret token'])
          expect([secret, rows.includes(secret)]).toEqual([secret, false]);
      });
    });
  });
});
