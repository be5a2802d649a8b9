import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from '../../src/queue/ports';
import { openDatabase } from '../../src/storage/database';
import { knownWorkerStore } from '../../src/storage/known-workers';
import { openSealer } from '../../src/storage/secrets';
import { workerSessions } from '../../src/storage/worker-sessions';
import { runCommand } from '../support/home';
import { testRing } from '../support/house';
import { root } from '../support/root';
import { testKeys } from '../support/service';

const worker: Worker = { id: 'w-1', name: 'Olga', purpose: 'asiakasohjaus', role: 'worker', areas: ['r/a'] };
const now = new Date('2026-11-23T08:00:00Z');

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'luotsi-sessions-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const operate = (command: string, words: readonly string[]) =>
  runCommand(root, command, [...words], '', {
    DATABASE_FILE: join(folder, 'luotsi.db'),
    DATA_FOLDER: folder,
    ENCRYPTION_KEYS: testKeys,
  });
const end = (...words: string[]) => operate('sessions-end', words);

it('an operator ends every session of one worker, what they may do in Teams too, and nobody else’s', async () => {
  const database = await openDatabase({ url: undefined, file: join(folder, 'luotsi.db') });
  const sealer = await openSealer(database, testRing);
  const sessions = workerSessions(database, sealer);
  const known = knownWorkerStore(database, sealer);
  await known.remember(worker, now);
  await known.remember({ ...worker, id: 'w-2' }, now);
  const [desk, phone, other] = [
    await sessions.begin({ worker, renewal: 'x' }, now),
    await sessions.begin({ worker, renewal: undefined }, now),
    await sessions.begin({ worker: { ...worker, id: 'w-2' }, renewal: 'x' }, now),
  ];
  expect(end('w-1')).toMatchObject({ code: 0, out: expect.stringMatching(/^2 sessions are ended\./) as string });
  expect(await sessions.find(desk, now)).toBeUndefined();
  expect(await sessions.find(phone, now)).toBeUndefined();
  expect(await sessions.find(other, now)).toMatchObject({ worker: { id: 'w-2' } });
  expect([await known.find('w-1', now), (await known.find('w-2', now))?.id]).toEqual([undefined, 'w-2']);
  expect(end('w-1')).toMatchObject({ code: 0, out: expect.stringMatching(/^This worker has no session\./) as string });
  await database.close();
});

it('a worker’s log tells of each sign-in, sign-out and ended session, and the trail is whole', async () => {
  const database = await openDatabase({ url: undefined, file: join(folder, 'luotsi.db') });
  const sessions = workerSessions(database, await openSealer(database, testRing));
  await sessions.end(await sessions.begin({ worker, renewal: 'x' }, now), 'signed-out', now);
  await sessions.begin({ worker, renewal: 'x' }, now);
  await sessions.endStale(new Date(now.getTime() + 31 * 60_000));
  await sessions.refused({ id: 'w-1', name: 'Olga' }, 'not-permitted', now);
  const { code, out } = operate('audit-person', ['w-1']);
  expect(code).toBe(0);
  const told = [
    /sign-in .* worker$/m,
    /sign-out .* signed-out$/m,
    /session-end .* idle$/m,
    /sign-in-refused .* not-permitted$/m,
  ];
  for (const line of told) expect(out).toMatch(line);
  expect(operate('audit-verify', [])).toMatchObject({
    code: 0,
    out: expect.stringContaining('6 lines stand') as string,
  });
  await database.close();
});

it.each([[[]], [['w-1', 'w-2']], [['--all']]])('a call that names no worker, or several, ends nothing: %j', (words) => {
  const ended = end(...words);
  expect(ended.code).toBe(2);
  expect(ended.err).toContain('npm run sessions:end -- ID');
});
