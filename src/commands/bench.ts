import { spawn, type ChildProcess } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { ContentError } from '../content/problem';
import { loadContent } from '../content/load';
import { openLearned } from '../need/learned';
import { sizesOf } from './size';

const root = join(__dirname, '..', '..');
const rounds = 5;

interface Round {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/**
 * `npm run bench`: what a region pays for one service on this machine. Each figure is the median of five fresh starts beside
 * its goal; the classifier is already built, its building is a figure of its own.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-bench-'));
  try {
    const content = loadContent(root);
    const began = performance.now();
    openLearned(content, folder);
    const trained = performance.now() - began;
    const loading = performance.now();
    openLearned(content, folder);
    const loaded = performance.now() - loading;
    const found: Round[] = [];
    for (let round = 0; round < rounds; round += 1) found.push(await start(folder, round));
    const rows = [
      ['start to first answer', `${median(found.map((one) => one.milliseconds)).toFixed(0)} ms`, 'under 3000 ms'],
      ['resident memory after it', `${median(found.map((one) => one.megabytes)).toFixed(0)} MB`, 'under 200 MB'],
      ['building the classifier', `${(trained / 1000).toFixed(1)} s`, 'under 90 s'],
      ['loading the classifier', `${loaded.toFixed(0)} ms`, 'under 50 ms'],
      ...sizesOf(join(root, 'dist', 'web')).map((one) => [
        `${one.what}, gzip`,
        `${(one.bytes / 1000).toFixed(1)} kB`,
        `under ${one.most / 1000} kB`,
      ]),
      ['the console’s script, gzip', packed('console.js'), 'under 160 kB'],
      ['the console’s style, gzip', packed('console.css'), 'under 6 kB'],
    ];
    process.stdout.write(
      `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB; medians of ${rounds}\n`,
    );
    for (const [what = '', figure = '', goal = ''] of rows)
      process.stdout.write(`${what.padEnd(28)} ${figure.padStart(10)}   ${goal}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many kilobytes of a browser's file go over the line. */
function packed(file: string): string {
  return `${(gzipSync(readFileSync(join(root, 'dist', 'web', file))).length / 1000).toFixed(1)} kB`;
}

/** Starts the real service as a process of its own and asks for a greeting; the clock runs from the start to the words. */
async function start(folder: string, round: number): Promise<Round> {
  const began = performance.now();
  const service = spawn(process.execPath, [...startFlags(), join(root, 'dist', 'main.js')], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_FOLDER: folder,
      DATABASE_FILE: join(folder, `bench-${round}.db`),
      DATABASE_URL: '',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const address = await addressOf(service);
    const answer = await fetch(`${address}/directline/conversations`, { method: 'POST' });
    const { conversationId, token } = (await answer.json()) as { conversationId: string; token: string };
    const words = await fetch(`${address}/directline/conversations/${conversationId}/activities`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { activities } = (await words.json()) as { activities: unknown[] };
    if (activities.length === 0) throw new Error('the service greeted nobody');
    const milliseconds = performance.now() - began;
    return { milliseconds, megabytes: residentOf(service.pid ?? 0) };
  } finally {
    service.kill();
    await new Promise((resolve) => service.once('exit', resolve));
  }
}

/** The flags that `npm start` gives to node, so that the same thing is measured as is run. */
function startFlags(): string[] {
  const told = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return told.scripts.start.split(' ').filter((part) => part.startsWith('--'));
}

function addressOf(service: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    service.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const address = /open at (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    service.once('exit', () => reject(new Error(`the service stopped before it opened: ${said}`)));
  });
}

/** Resident memory as the system counts it; only where the system tells it in /proc. */
function residentOf(process_: number): number {
  const file = `/proc/${process_}/status`;
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return Number.NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? Number.NaN) / 1024;
}

function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ContentError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
