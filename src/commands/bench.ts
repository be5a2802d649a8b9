import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ContentError } from '../content/problem';
import { loadContent } from '../content/load';
import { openLearned } from '../need/learned';
import { fillConversations, queuePage, sumOfTallies } from './bench/growth';
import { openBenchHouse } from './bench/house';
import { machine } from './bench/machine';
import { memoryOf } from './bench/memory';
import { recordJourneys } from './bench/recordings';
import { pageOf, type Figures, type GrowthFigures } from './bench/report';
import { measureStarts } from './bench/starts';
import { measureTurns, type BenchPlace } from './bench/turns';

const root = join(__dirname, '..', '..');
const page = join(root, 'docs', 'bench.md');
/** In docs/bench.md what a person wrote stays above this line, and what was measured is put below it. */
const measuredBelow = '<!-- measured -->';

const sizes = {
  quick: { rounds: 2, milliseconds: 500, stored: [1_000, 10_000], handoffs: 10_000, tallies: 10_000, sockets: 500 },
  usual: {
    rounds: 5,
    milliseconds: 1_500,
    stored: [1_000, 100_000],
    handoffs: 100_000,
    tallies: 100_000,
    sockets: 5_000,
  },
  full: {
    rounds: 5,
    milliseconds: 3_000,
    stored: [1_000, 100_000, 1_000_000],
    handoffs: 100_000,
    tallies: 1_000_000,
    sockets: 5_000,
  },
} as const;

/**
 * `npm run bench [-- quick | full] [-- write]`: what Luotsi does on this machine beside BotBuilder's own waterfall in memory, in one
 * run; the figures as tables and as JSON. `write` puts them into docs/bench.md. By DATABASE_URL the turns are measured on PostgreSQL.
 */
async function main(): Promise<void> {
  const words = process.argv.slice(2).map((word) => word.replace(/^--/, ''));
  const size = sizes[words.includes('quick') ? 'quick' : words.includes('full') ? 'full' : 'usual'];
  const folder = mkdtempSync(join(tmpdir(), 'luotsi-bench-'));
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    say('starts');
    const starts = await measureStarts(root, folder, size.rounds);
    const content = loadContent(root);
    const learned = openLearned(content, folder);
    const recordings = await recordJourneys(content, learned);
    const url = process.env['DATABASE_URL'];
    const place: BenchPlace = { root, folder, dataFolder: folder, url, content, learned, recordings };
    const turns = await measureTurns(place, size.rounds, size.milliseconds, say);
    if (!turns.peers)
      say('the peers are not installed, and nothing is compared: npm ci --prefix test/peers --ignore-scripts');
    say('growth');
    const growth = await measureGrowth(place, size);
    say('memory');
    const memory = await memoryOf(folder, folder, size.sockets);
    const figures: Figures = {
      machine: machine(),
      database: url === undefined ? 'Embedded libSQL, every commit on the disk' : 'PostgreSQL',
      day: new Date().toISOString().slice(0, 10),
      rounds: size.rounds,
      turns,
      growth,
      memory,
      starts,
    };
    const text = pageOf(figures);
    process.stdout.write(`${text}\n`);
    if (words.includes('write')) {
      const [written = ''] = readFileSync(page, 'utf8').split(measuredBelow);
      writeFileSync(page, `${written}${measuredBelow}\n\n${text}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureGrowth(place: BenchPlace, size: (typeof sizes)[keyof typeof sizes]): Promise<GrowthFigures> {
  const house = await openBenchHouse(
    { url: undefined, file: join(place.folder, 'growth.db') },
    place.content,
    place.learned,
    place.recordings,
  );
  try {
    await house.turns(1, size.milliseconds);
    const turns: { stored: number; p50: number }[] = [];
    let filled = 0;
    for (const stored of size.stored) {
      await fillConversations(house, filled, stored);
      filled = stored;
      await house.turns(1, size.milliseconds);
      turns.push({ stored, p50: (await house.turns(1, 2 * size.milliseconds)).p50 });
    }
    const queue = { handoffs: size.handoffs, ...(await queuePage(house, size.handoffs)) };
    const tallies = { stored: size.tallies, milliseconds: await sumOfTallies(house, size.tallies) };
    return { turns, queue, tallies };
  } finally {
    await house.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ContentError ? error.message : inspect(error)}\n`);
  process.exitCode = 1;
});
