import { join } from 'node:path';
import type { Content } from '../../content/content';
import type { Learned } from '../../need/learned';
import { startOwnService } from '../own-service';
import { botDoor, closedLoop, directLineDoor, openLoop } from './doors';
import { medianRound, type Round } from './figures';
import { openBenchHouse, rawCommits } from './house';
import { unlimited } from './kill-run';
import { startPeers } from './peers';
import type { Recording } from './recordings';

export const concurrencies = [1, 16, 128] as const;

/** Rounds of each thing that is measured, by how many conversations talked at a time. */
export interface TurnFigures {
  readonly raw: Round;
  readonly measured: readonly { readonly name: string; readonly at: Readonly<Record<number, Round>> }[];
  /** At half of its own top rate, arrivals on a clock, 128 conversations, at the Direct Line door. */
  readonly half: Round & { readonly rate: number };
  readonly commitsPerTurn: number;
  readonly statementsPerTurn: number;
  readonly bytesPerTurn: number;
  readonly peers: boolean;
}

export interface BenchPlace {
  readonly root: string;
  readonly folder: string;
  readonly dataFolder: string;
  readonly url: string | undefined;
  readonly content: Content;
  readonly learned: Learned;
  readonly recordings: readonly Recording[];
}

/**
 * Turns a second of everything side by side: each round measures all of them one after the other, so that what the machine does
 * meanwhile falls on all alike; the figures are medians over rounds.
 */
export async function measureTurns(
  place: BenchPlace,
  rounds: number,
  milliseconds: number,
  say: (line: string) => void,
): Promise<TurnFigures> {
  const { folder, url, recordings } = place;
  const house = await openBenchHouse(
    { url, file: join(folder, 'in-process.db') },
    place.content,
    place.learned,
    recordings,
  );
  const service = await startOwnService(
    {
      DATA_FOLDER: place.dataFolder,
      DATABASE_FILE: join(folder, 'doors.db'),
      DATABASE_URL: url ?? '',
      ...unlimited,
    },
    folder,
  );
  const peers = await startPeers(place.root);
  try {
    const ours = directLineDoor(service.address, recordings);
    const things: { readonly name: string; measure(conversations: number): Promise<Round> }[] = [
      { name: 'Luotsi, in process', measure: (count) => house.turns(count, milliseconds) },
      { name: 'Luotsi, Direct Line', measure: (count) => closedLoop(ours, count, milliseconds) },
      {
        name: 'Luotsi, /api/messages',
        measure: (count) => closedLoop(botDoor('api', service.address, recordings), count, milliseconds),
      },
    ];
    if (peers) {
      const waterfall = botDoor('waterfall', peers.cloud, recordings);
      const echo = botDoor('echo', peers.echo, recordings);
      things.push(
        { name: 'waterfall in memory, in process', measure: (count) => peers.inProcess(count, milliseconds) },
        {
          name: 'waterfall in memory, /api/messages',
          async measure(count) {
            await peers.forget();
            return closedLoop(waterfall, count, milliseconds);
          },
        },
        { name: 'bare restify echo', measure: (count) => closedLoop(echo, count, milliseconds) },
      );
    }
    // What runs for the first time is slow in its own way: one round of each before anything counts.
    for (const thing of things) await thing.measure(16);
    const raws: Round[] = [];
    const all = new Map<string, Round[]>();
    const key = (name: string, count: number): string => `${name}/${count}`;
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}`);
      raws.push(await rawCommits({ url, file: join(folder, 'raw.db') }, milliseconds / 2));
      for (const count of concurrencies)
        for (const thing of things) {
          const found = await thing.measure(count);
          all.set(key(thing.name, count), [...(all.get(key(thing.name, count)) ?? []), found]);
        }
    }
    const work = await workOf(house, milliseconds);
    const measured = things.map(({ name }) => ({
      name,
      at: Object.fromEntries(concurrencies.map((count) => [count, medianRound(all.get(key(name, count)) ?? [])])),
    }));
    const top = Math.max(0, ...Object.values(measured[1]?.at ?? {}).map(({ perSecond }) => perSecond));
    const halves: Round[] = [];
    for (let round = 0; round < rounds; round += 1)
      halves.push(await openLoop(ours, 128, top / 2, Math.max(2_000, milliseconds)));
    return {
      raw: medianRound(raws),
      measured,
      half: { ...medianRound(halves), rate: top / 2 },
      ...work,
      peers: peers !== undefined,
    };
  } finally {
    peers?.close();
    await service.end('SIGKILL');
    await house.close();
  }
}

/** What the database does for a turn, while this process does nothing else. */
async function workOf(
  house: Awaited<ReturnType<typeof openBenchHouse>>,
  milliseconds: number,
): Promise<Pick<TurnFigures, 'commitsPerTurn' | 'statementsPerTurn' | 'bytesPerTurn'>> {
  const before = house.work();
  const { turns } = await house.turns(1, milliseconds);
  const after = house.work();
  return {
    commitsPerTurn: (after.commits - before.commits) / turns,
    statementsPerTurn: (after.statements - before.statements) / turns,
    bytesPerTurn: (after.bytes - before.bytes) / turns,
  };
}
