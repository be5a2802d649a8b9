import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killRun } from '../src/commands/bench/kill-run';
import { recordJourneys } from '../src/commands/bench/recordings';
import { openLearned } from '../src/need/learned';
import { theContent } from './support/house';
import { dataFolder } from './support/root';

/** `npm run bench:kill` is the same with a thousand. */
const times = 50;

it(`a service that is killed ${times} times in the middle of turns loses nothing it acknowledged, and makes nothing twice`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-kill-'));
  try {
    const recordings = await recordJourneys(theContent(), openLearned(theContent(), dataFolder));
    for (const recording of recordings) expect(recording.length).toBeGreaterThan(8);
    const found = await killRun({ times, folder, dataFolder, recordings });
    expect(found).toMatchObject({
      kills: times,
      lost: 0,
      doubled: 0,
      doubledHandoffs: 0,
      missingHandoffs: 0,
      halfWritten: 0,
    });
    expect(found.acknowledged).toBeGreaterThan(times);
    expect(found.handoffs).toBeGreaterThan(0);
    const sorted = [...found.restarts].sort((one, other) => one - other);
    process.stdout.write(
      `restart to first answer: ${Math.round(sorted[times / 2] ?? 0)} ms, ${found.acknowledged} acknowledged\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);
