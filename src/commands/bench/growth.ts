import { deskStore } from '../../storage/handoffs';
import type { Database, SqlValue } from '../../storage/sql';
import { median } from './figures';
import type { BenchHouse } from './house';

const atOnce = 2_000;
const monday = '2026-11-23T08:00:00.000Z';

async function fill(
  database: Database,
  from: number,
  to: number,
  statements: (row: number) => readonly (readonly [string, readonly SqlValue[]])[],
): Promise<void> {
  for (let row = from; row < to; row += atOnce) {
    await database.transaction(async (run) => {
      for (let one = row; one < Math.min(row + atOnce, to); one += 1)
        for (const [sql, values] of statements(one)) await run(sql, values);
    });
  }
}

/** Fills the house with stored conversations, of the size that a short one has, until it holds so many. */
export async function fillConversations(house: BenchHouse, from: number, to: number): Promise<void> {
  const session = house.sealer.seal({ filling: 'x'.repeat(1_200) }, 'filling');
  const turn = house.sealer.seal({ filling: 'x'.repeat(900) }, 'filling');
  const now = new Date().toISOString();
  await fill(house.database, from, to, (row) => {
    const id = `filling-${Math.imul(row, 2_654_435_761) >>> 0}-${row}`;
    return [
      [
        'insert into conversations (id, region, revision, size, touched_at, handoff, sealed) values ($1, $2, 1, 4, $3, null, $4)',
        [id, 'etela-pohjanmaa', now, session],
      ],
      ...[0, 2].map(
        (first) =>
          [
            'insert into turns (conversation, first, count, message_id, sealed) values ($1, $2, 2, $3, $4)',
            [id, first, `message-${first}`, turn],
          ] as const,
      ),
    ];
  });
}

/** Milliseconds to list the queue of everybody, and of one area, when so many handoffs wait. */
export async function queuePage(house: BenchHouse, handoffs: number): Promise<{ all: number; area: number }> {
  const sealed = house.sealer.seal({ filling: 'x'.repeat(3_000) }, 'filling');
  const areas = ['lapua', 'seinajoki', 'suupohja', 'common'];
  await fill(house.database, 0, handoffs, (row) => [
    [
      `insert into handoffs (id, case_number, code_hash, conversation, region, area, state, owner, danger_rank, child_self, received_at, due_at, revision, sealed)
       values ($1, $1, $1, null, 'etela-pohjanmaa', $2, 'waiting', null, $3, 0, $4, $5, 1, $6)`,
      [`filling-${row}`, areas[row % areas.length] ?? '', row % 97 === 0 ? 1 : 0, monday, dueOf(row), sealed],
    ],
  ]);
  const desk = deskStore(house.database, house.sealer);
  const timed = async (wanted: readonly string[] | 'all'): Promise<number> => {
    const took: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const began = performance.now();
      await desk.list(wanted);
      took.push(performance.now() - began);
    }
    return median(took);
  };
  return { all: await timed('all'), area: await timed(['etela-pohjanmaa/lapua']) };
}

function dueOf(row: number): string {
  return new Date(Date.parse(monday) + row * 60_000).toISOString();
}

/** Milliseconds to sum up a region's counts of a year, when so many counts are stored. */
export async function sumOfTallies(house: BenchHouse, tallies: number): Promise<number> {
  const day = (row: number): string =>
    new Date(Date.parse(monday) - (row % 1_000) * 86_400_000).toISOString().slice(0, 10);
  await fill(house.database, 0, tallies, (row) => [
    [
      'insert into tallies (day, region, measure, value, count) values ($1, $2, $3, $4, 3) on conflict do nothing',
      [
        day(row),
        `region-${Math.floor(row / 1_000) % 22}`,
        `measure-${Math.floor(row / 22_000) % 10}`,
        `value-${Math.floor(row / 220_000)}-${row % 7}`,
      ],
    ],
  ]);
  const took: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const began = performance.now();
    await house.database.rows(
      'select measure, value, sum(count) as all_of_it from tallies where day >= $1 and region = $2 group by measure, value',
      [day(365), 'region-3'],
    );
    took.push(performance.now() - began);
  }
  return median(took);
}
