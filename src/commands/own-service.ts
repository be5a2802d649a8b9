import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** The real service as a process of its own, as `npm start` runs it. */
export interface OwnService {
  readonly address: string;
  readonly process: ChildProcess;
  /** Milliseconds from the start to open doors. */
  readonly opened: number;
  /** Sends a signal and waits for the end; gives the exit code, nothing when a signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Resident memory in megabytes, where the system tells it in /proc. */
  resident(): number;
}

/** Starts `dist/main.js` on a free loopback port. Fails, with what the service said, when it stops before its doors are open. */
export async function startOwnService(
  env: Readonly<Record<string, string>>,
  folder: string,
  flags: readonly string[] = [],
): Promise<OwnService> {
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, join(root, 'dist', 'main.js')], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: '',
      LOG_LEVEL: 'silent',
      DRAIN_SECONDS: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = await addressOf(child);
  return {
    address,
    process: child,
    opened: performance.now() - began,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
    resident: () => residentOf(child.pid ?? 0),
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (part: Buffer): void => {
      said += part.toString();
      const address = /open at (http:\S+)\n/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`the service stopped before it opened: ${said}`)));
  });
}

function residentOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return Number.NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? Number.NaN) / 1024;
}
