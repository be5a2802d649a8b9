import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContent } from '../content/load';
import { openLearned } from '../need/learned';
import { killRun } from './bench/kill-run';
import { machine } from './bench/machine';
import { recordJourneys } from './bench/recordings';

const root = join(__dirname, '..', '..');
const usualTimes = 1000;

/**
 * `npm run bench:kill [times]`: kills the service at random points of turns while families talk, 1,000 times unless told otherwise,
 * on the embedded file, or on PostgreSQL by DATABASE_URL. Ends with 1 when anything acknowledged was lost or made twice.
 */
async function main(): Promise<void> {
  const times = Number(process.argv[2] ?? usualTimes);
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-kill-'));
  const dataFolder = process.env['DATA_FOLDER'] ?? join(root, 'data');
  try {
    const content = loadContent(root);
    const recordings = await recordJourneys(content, openLearned(content, dataFolder));
    const databaseUrl = process.env['DATABASE_URL'];
    const found = await killRun({
      times,
      folder,
      dataFolder,
      databaseUrl,
      recordings,
      told: (kills) => {
        if (kills % 50 === 0) process.stderr.write(`${kills} kills\n`);
      },
    });
    const { restarts, ...counts } = found;
    const sorted = [...restarts].sort((one, other) => one - other);
    const restart = {
      median: Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN),
      longest: Math.round(sorted.at(-1) ?? Number.NaN),
    };
    process.stdout.write(`${machine()}; ${databaseUrl === undefined ? 'embedded libSQL' : 'PostgreSQL'}\n`);
    for (const [what, figure] of Object.entries(counts)) process.stdout.write(`${what.padEnd(20)} ${figure}\n`);
    process.stdout.write(`restart to first answer: median ${restart.median} ms, longest ${restart.longest} ms\n`);
    process.stdout.write(`${JSON.stringify({ ...counts, restart })}\n`);
    const wrong = found.lost + found.doubled + found.doubledHandoffs + found.missingHandoffs + found.halfWritten;
    process.exitCode = wrong === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
