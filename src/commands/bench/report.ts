import { table, told, type Round } from './figures';
import type { MemoryFigures } from './memory';
import type { StartFigures } from './starts';
import { concurrencies, type TurnFigures } from './turns';

/** The cost of a turn, and of a look, as more is stored. */
export interface GrowthFigures {
  readonly turns: readonly { readonly stored: number; readonly p50: number }[];
  readonly queue: { readonly handoffs: number; readonly all: number; readonly area: number };
  readonly tallies: { readonly stored: number; readonly milliseconds: number };
}

export interface Figures {
  readonly machine: string;
  readonly database: string;
  readonly day: string;
  readonly rounds: number;
  readonly turns: TurnFigures;
  readonly growth: GrowthFigures;
  readonly memory: MemoryFigures;
  readonly starts: StartFigures;
}

const reached = (so: boolean): string => (so ? 'reached' : 'missed');

/** The ratios that are aimed at, from figures of one run. */
export function goals({ turns, growth, memory }: Figures): readonly (readonly [string, string, string, string])[] {
  const at16 = (name: string): number =>
    turns.measured.find((one) => one.name === name)?.at[16]?.perSecond ?? Number.NaN;
  const ours = {
    house: at16('Luotsi, in process'),
    line: at16('Luotsi, Direct Line'),
    api: at16('Luotsi, /api/messages'),
  };
  const peer = { house: at16('waterfall in memory, in process'), api: at16('waterfall in memory, /api/messages') };
  const slowDisk = turns.raw.perSecond < 5_000;
  const ratio = (what: string, got: number, goal: number): readonly [string, string, string, string] => [
    what,
    told(got),
    `at least ${goal.toFixed(1)}`,
    Number.isFinite(got) ? reached(got >= goal) : 'not measured',
  ];
  const first = growth.turns[0]?.p50 ?? Number.NaN;
  const last = growth.turns.at(-1);
  return [
    ratio('in process, to the waterfall in process', ours.house / peer.house, slowDisk ? 0.4 : 1),
    ratio('/api/messages, to the waterfall’s', ours.api / peer.api, 1),
    ratio('Direct Line, to the waterfall’s /api/messages', ours.line / peer.api, 2),
    [
      'p99 to p50 at half of the top rate, 128 conversations',
      told(turns.half.p99 / turns.half.p50),
      'at most 5',
      reached(turns.half.p99 <= 5 * turns.half.p50),
    ],
    [
      `a turn at ${told(last?.stored ?? 0)} stored, to 1 000`,
      told((last?.p50 ?? Number.NaN) / first),
      'at most 1.2',
      reached((last?.p50 ?? Number.NaN) <= 1.2 * first),
    ],
    [
      'memory of an open conversation',
      `${told(memory.perConversation)} kB`,
      'at most 20 kB',
      reached(memory.perConversation <= 20),
    ],
    [
      'commits a turn, one conversation after another',
      told(turns.commitsPerTurn),
      'at most 1',
      reached(turns.commitsPerTurn <= 1.05),
    ],
  ];
}

/** Everything as one Markdown page. */
export function pageOf(figures: Figures): string {
  const { turns, growth, memory, starts } = figures;
  const cells = (round: Round | undefined): string[] => [
    told(round?.perSecond ?? Number.NaN),
    told(round?.p50 ?? Number.NaN),
    told(round?.p99 ?? Number.NaN),
  ];
  return [
    `${figures.machine}. ${figures.database}. ${figures.day}, medians of ${figures.rounds} rounds, asking and answering on the same machine.`,
    table(['Goal', 'Got', 'Aimed at', ''], goals(figures)),
    '## Turns',
    `Turns a second, and milliseconds at the 50th and 99th percentile, with ${concurrencies.join(', ')} conversations at a time. A turn of Luotsi is the whole guidance and durable; the waterfall asks five questions and keeps nothing.`,
    table(
      ['', ...concurrencies.flatMap((count) => [`${count}: turns/s`, 'p50', 'p99'])],
      turns.measured.map(({ name, at }) => [name, ...concurrencies.flatMap((count) => cells(at[count]))]),
    ),
    table(
      ['Beside them', ''],
      [
        ['commits of 2 kB a second on the same disk, one after another', told(turns.raw.perSecond)],
        [
          'Luotsi in process, one at a time, to that',
          told((turns.measured[0]?.at[1]?.perSecond ?? Number.NaN) / turns.raw.perSecond),
        ],
        ['commits a turn', told(turns.commitsPerTurn)],
        ['statements a turn', told(turns.statementsPerTurn)],
        ['bytes written a turn', told(turns.bytesPerTurn)],
        [`at half of the top rate, ${told(turns.half.rate)} turns/s on a clock: p50 ms`, told(turns.half.p50)],
        ['p99 ms', told(turns.half.p99)],
      ],
    ),
    '## As it grows',
    table(
      ['', 'ms'],
      [
        ...growth.turns.map(({ stored, p50 }) => [
          `a turn (p50, 1 at a time) with ${told(stored)} conversations stored`,
          told(p50),
        ]),
        [`the queue of everybody with ${told(growth.queue.handoffs)} handoffs waiting`, told(growth.queue.all)],
        ['the queue of one area of them', told(growth.queue.area)],
        [`a region’s year out of ${told(growth.tallies.stored)} counts`, told(growth.tallies.milliseconds)],
      ],
    ),
    '## Memory',
    table(
      ['', ''],
      [
        ['idle', `${told(memory.idle)} MB`],
        ['an open conversation', `${told(memory.perConversation)} kB`],
        [`an open socket, ${told(memory.sockets)} of them`, `${told(memory.perSocket)} kB`],
        ['with all of them', `${told(memory.loaded)} MB`],
        ['a conversation begun beside them: p50, p99', `${told(memory.beside.p50)} ms, ${told(memory.beside.p99)} ms`],
      ],
    ),
    '## Starting',
    table(['', '', 'Aimed at'], starts.rows),
    '## The same for machines',
    `\`\`\`json\n${JSON.stringify(figures)}\n\`\`\``,
  ].join('\n\n');
}
