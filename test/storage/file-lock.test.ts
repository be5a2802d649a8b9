import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdFile } from '../../src/storage/file-lock';
import { root } from '../support/root';

const program = (file: string, after: string): string[] => [
  '-e',
  `require(${JSON.stringify(join(root, 'dist', 'storage', 'file-lock.js'))}).holdFile(${JSON.stringify(file)}); console.log('held'); ${after}`,
];

describe('the file of an embedded database', () => {
  let folder: string;
  let file: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'luotsi-lock-'));
    file = join(folder, 'deep', 'luotsi.db');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const anotherHolds = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, program(file, 'setInterval(() => {}, 1000)'), {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    return child;
  };
  const tried = (): { code: number | null; err: string } => {
    const ended = spawnSync(process.execPath, program(file, ''), { encoding: 'utf8' });
    return { code: ended.status, err: ended.stderr };
  };

  it('is held by one: a second is refused with what to do', async () => {
    const release = holdFile(file);
    expect(() => holdFile(file)).toThrow(/in use by another Luotsi.*DATABASE_FILE.*DATABASE_URL/);
    const other = tried();
    expect(other.code).not.toBe(0);
    expect(other.err).toContain('is in use by another Luotsi');
    release();
    expect(tried().code).toBe(0);
  });

  it('is free again when its holder was killed without a word', async () => {
    const holder = await anotherHolds();
    expect(() => holdFile(file)).toThrow('in use by another Luotsi');
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));
    holdFile(file)();
  });

  it('in memory is held by nobody', () => {
    holdFile(':memory:');
    holdFile(':memory:')();
  });
});
