import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { onPostgresql } from '../support/engines';
import { call, openWindow } from '../support/family-window';
import { makeSealer } from '../../src/storage/seal';
import { runCommand, type Ended } from '../support/home';
import { dataFolder, root } from '../support/root';
import { startTestService, testKeys, type TestService } from '../support/service';
import { walk, wantsContact } from '../support/walk';

const nextKey = `next:${Buffer.alloc(32, 8).toString('base64')}`;
const bothKeys = `${nextKey},${testKeys}`;

describe('an operator beside the running service', () => {
  let service: TestService;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'luotsi-operator-'));
    service = await startTestService({ env: { ENCRYPTION_KEYS: bothKeys } });
  });
  afterEach(async () => {
    await service.close();
    rmSync(folder, { recursive: true });
  });
  const env = (more: Record<string, string> = {}): Record<string, string> => ({
    NODE_ENV: 'test',
    DATABASE_FILE: service.databaseFile,
    DATABASE_URL: '',
    ENCRYPTION_KEYS: bothKeys,
    ...more,
  });
  const operate = (name: string, words: readonly string[] = [], more: Record<string, string> = {}): Ended =>
    runCommand(root, name, words, '', env(more));
  const figure = (ended: Ended, what: string): number =>
    Number(new RegExp(`^${what}\\s+(\\d+)`, 'm').exec(ended.out)?.[1]);

  /** A family's handoff, looked at by a worker; tells its id and case number. */
  const handedOver = async (): Promise<{ id: string; case: string }> => {
    const family = await openWindow(service.address);
    await walk(family, wantsContact);
    const [row] = service.rows('select id, case_number from handoffs order by received_at, rowid');
    const id = String(row?.['id']);
    await call(service.address, 'GET', '/console/api/handoffs');
    await call(service.address, 'GET', `/console/api/handoffs/${id}`);
    return { id, case: String(row?.['case_number']) };
  };

  it('verifies the trail, and is told of the first line that was changed', async () => {
    await handedOver();
    const whole = operate('audit-verify');
    expect([whole.code, whole.out.split('\n')[0]]).toEqual([0, '2 lines stand']);
    const [, noted = ''] = /ends at (\d+:[\w-]{43})/.exec(whole.out) ?? [];
    expect(operate('audit-verify', ['--expect', noted]).code).toBe(0);
    const database = new Libsql(service.databaseFile);
    database.exec('drop trigger audit_unchanged');
    database.exec("update audit set actor = 'nobody' where seq = 2");
    database.close();
    const broken = operate('audit-verify');
    expect([broken.code, broken.out]).toEqual([
      1,
      '1 lines stand\nBROKEN at line 2: the line, or the one before it, was changed\n',
    ]);
    expect(operate('audit-verify', ['--expect', 'something']).code).toBe(2);
  });

  it('reads who saw a contact by its case number, and is then on the list', async () => {
    const handoff = await handedOver();
    const first = operate('audit-person', [handoff.case]);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/ view +LU-\w{6} /);
    expect(first.out).not.toContain('Liisa');
    expect(operate('audit-person', [handoff.case]).out.match(/audit-read/g)).toHaveLength(2);
    expect(first.out).not.toContain('Nothing is known');
    expect(operate('audit-person', ['LU-NOBODY']).out).toContain('Nothing is known of LU-NOBODY');
    expect(operate('audit-person').code).toBe(2);
    const nowhere = operate('audit-verify', [], { DATABASE_FILE: join(folder, 'nowhere.db') });
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('there is no database at DATABASE_FILE')]);
  });

  it('counts what retention would delete, deletes it, and is alarmed by what was never moved', async () => {
    const { id } = await handedOver();
    expect(operate('retention', ['--dry-run']).code).toBe(0);
    const database = new Libsql(service.databaseFile);
    database.exec(
      "update handoffs set received_at = '2020-01-01T08:00:00.000Z', state = 'closed', closed_at = '2020-01-02T08:00:00.000Z'",
    );
    const alarmed = operate('retention', ['--dry-run']);
    expect(alarmed.code).toBe(1);
    expect(alarmed.out).toContain('ALARM: 1 handoffs are older than 30 days');
    database.exec("update handoffs set transferred_at = '2020-01-02T08:00:00.000Z'");
    database.close();
    const dry = operate('retention', ['--dry-run']);
    expect([dry.code, figure(dry, 'handoffs')]).toEqual([0, 1]);
    expect(dry.out).toMatch(/^handoffs +1 +30 days after it ended and was moved/m);
    expect(dry.out).toContain('A dry run: nothing was deleted.');
    expect(service.rows('select id from handoffs')).toHaveLength(1);
    const went = operate('retention');
    expect([went.code, figure(went, 'handoffs')]).toEqual([0, 1]);
    expect(service.rows('select id from handoffs')).toEqual([]);
    expect(service.rows("select subject from audit where actor = 'system:retention' order by seq")[0]).toEqual({
      subject: id,
    });
    expect(figure(operate('retention'), 'handoffs')).toBe(0);
  });

  it('seals everything with the new key while families write, and then does without the old one', async () => {
    await handedOver();
    const old = makeSealer({ keys: [{ id: 'test', key: Buffer.alloc(32, 7) }] });
    const database = new Libsql(service.databaseFile);
    const put = database.prepare(
      "insert into outbox (id, kind, created_at, try_after, tries, delivered_at, sealed) values (?, 'x', '2026', '2026', 0, '2026-11-23', ?)",
    );
    database.exec('begin immediate');
    for (let index = 0; index < 3000; index += 1) put.run([`x/${index}`, old.seal({}, `outbox x/${index}`)]);
    database.exec('commit');
    database.close();
    const rotation = spawn(process.execPath, [join(root, 'dist', 'commands', 'keys-rotate.js')], {
      env: { ...process.env, ...env({ DATA_FOLDER: dataFolder }) },
    });
    let said = '';
    rotation.stdout.on('data', (part: Buffer) => (said += part.toString()));
    const ended = new Promise<number | null>((resolve) => rotation.once('exit', resolve));
    const families = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const family = await openWindow(service.address);
        return walk(family, wantsContact);
      }),
    );
    expect(families).toHaveLength(8);
    expect([await ended, said]).toEqual([0, expect.stringContaining('everything is sealed with next')]);
    expect(service.rows("select id from outbox where hex(substr(sealed, 3, 4)) <> hex('next')")).toEqual([]);
    expect(service.lines.filter((line) => line.level === 'error')).toEqual([]);
    const done = operate('keys-rotate');
    expect(done.out).toContain('everything is sealed with next; test may be taken out of ENCRYPTION_KEYS');
    expect(done.code).toBe(0);
    const alone = operate('audit-verify', [], { ENCRYPTION_KEYS: nextKey });
    expect([alone.code, alone.err]).toEqual([0, '']);
    const without = operate('audit-verify', [], { ENCRYPTION_KEYS: testKeys });
    expect([without.code, without.err]).toEqual([1, expect.stringContaining('ENCRYPTION_KEYS')]);
    expect(without.err).not.toMatch(/\n\s+at /);
  });

  it('backs up beside the service, but puts back only when it is stopped', async () => {
    const { id } = await handedOver();
    const backup = join(folder, 'night.db');
    expect(operate('db-backup', [backup]).code).toBe(0);
    expect(operate('db-backup', [backup])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already') as string,
    });
    const refused = operate('db-restore', [backup, '--replace']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('is in use by another Luotsi')]);
    const elsewhere = { DATABASE_FILE: join(folder, 'other.db') };
    const put = operate('db-restore', [backup], elsewhere);
    expect([put.code, put.err]).toEqual([0, '']);
    expect(put.out).toContain('There is no list of deletions');
    const copy = new Libsql(elsewhere.DATABASE_FILE);
    expect(copy.prepare('select id from handoffs').all([])).toEqual([expect.objectContaining({ id })]);
    copy.close();
    expect(operate('audit-verify', [], elsewhere).out).toContain('3 lines stand');
    for (const name of ['db-backup', 'db-restore'])
      expect(operate(name, [backup], { DATABASE_URL: 'postgres://127.0.0.1:1/x' }).err).not.toBe('');
  });

  it('is told when a service is asked to open the file that another has open', async () => {
    const second = runMain({ ...env({ PORT: '0', DATA_FOLDER: dataFolder }) });
    const { code, said } = await second;
    expect(code).toBe(1);
    expect(said).toContain('is in use by another Luotsi');
    expect(said).not.toMatch(/\n\s+at /);
  });

  onPostgresql((open) => {
    it('moves a stopped region to PostgreSQL, where the service goes on', async () => {
      const engine = await open();
      const { id } = await handedOver();
      const url = { DATABASE_URL: engine.where.url ?? '' };
      expect(operate('db-copy', [], url).err).toContain('is in use by another Luotsi');
      const file = join(folder, 'stopped.db');
      expect(operate('db-backup', [file]).code).toBe(0);
      const moved = operate('db-copy', [], { ...url, DATABASE_FILE: file });
      expect([moved.code, moved.err]).toEqual([0, '']);
      expect(moved.out).toMatch(/^handoffs +1 +1 +[0-9a-f]{16}$/m);
      expect(await engine.database.rows('select id from handoffs')).toEqual([{ id }]);
      expect(operate('audit-verify', [], url).out).toContain('2 lines stand');
      expect(operate('db-copy', [], { ...url, DATABASE_FILE: file }).err).toContain('is not empty');
      await engine.close();
    });
  });
});

function runMain(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const service = spawn(process.execPath, [join(root, 'dist', 'main.js')], { env: { ...process.env, ...env } });
  let said = '';
  service.stderr.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((resolve) => service.once('exit', (code) => resolve({ code, said })));
}
