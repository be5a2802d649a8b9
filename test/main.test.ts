import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder, root } from './support/root';

/** Runs the built service as `npm start` does, and gives what it said when it ended by itself. */
function started(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-start-'));
  const service = spawn(process.execPath, [join(root, 'dist', 'main.js')], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', DATA_FOLDER: dataFolder, DATABASE_FILE: join(folder, 'luotsi.db'), ...env },
  });
  let said = '';
  service.stderr.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((resolve) => {
    service.once('exit', (code) => {
      rmSync(folder, { recursive: true, force: true });
      resolve({ code, said });
    });
  });
}

describe('a start that cannot be', () => {
  let taken: Server;
  let port: number;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    port = (taken.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => taken.close(resolve)));

  it('because the port is taken says so and what to do, without a stack', async () => {
    const { code, said } = await started({ PORT: String(port) });
    expect(code).toBe(1);
    expect(said).toContain('set PORT to a free one');
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('in production without anything names all that is missing at once, without a stack', async () => {
    const { code, said } = await started({ NODE_ENV: 'production' });
    expect(code).toBe(1);
    for (const missing of [
      'MICROSOFT_APP_ID',
      'SIGN_IN_AUTHORITY',
      'ENCRYPTION_KEYS',
      'PUBLIC_ADDRESS',
      'responsible-role',
      'approved-by',
    ])
      expect(said).toContain(missing);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('because the region is unknown names the ones there are', async () => {
    const { code, said } = await started({ REGION: 'narnia', PORT: '0' });
    expect(code).toBe(1);
    expect(said).toContain('etela-pohjanmaa');
    expect(said).not.toContain('vantaa-kerava');
  });
});
