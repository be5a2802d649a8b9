import type { Clock } from './clock';
import type { Config } from './config';
import type { Content } from './content/content';
import { makeHealth, type Health } from './http/health';
import { listensAtHome } from './http/home';
import { regionsWithoutHours } from './http/standing';
import type { Log } from './log';
import type { Learned } from './need/learned';
import { addressesOf, type Address } from './post/addresses';
import { watchPipe, type PipeWatch } from './post/watch';
import { hinderedAreas, hinders, type Hindrance } from './queue/pipe';
import { pipeTroubles, type PipeTrouble } from './queue/pipe-troubles';
import type { Region } from './region/region';
import { exerciseStore, type Exercises } from './storage/exercises';
import { outboxStore, type Outbox } from './storage/outbox';
import type { Sealer } from './storage/seal';
import { answers, type Database } from './storage/sql';

export interface PipeParts {
  readonly config: Config;
  readonly content: Content;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly learned: Pick<Learned, 'isKept'>;
  readonly log: Log;
  readonly clock: Clock;
}

/** The way from a family to a worker: where notices go, how they flow, and what keeps anybody from being promised anything. */
export interface Pipe {
  readonly outbox: Outbox;
  readonly exercises: Exercises;
  readonly addresses: readonly Address[];
  readonly watch: PipeWatch;
  readonly health: Health;
  readonly hindered: (region: Region, area: string | undefined) => readonly Hindrance[];
  readonly hinderedAreas: () => Readonly<Record<string, readonly Hindrance[]>>;
  /** What is wrong for a worker of some areas. */
  readonly troubles: (areas: readonly string[] | 'all') => readonly PipeTrouble[];
}

export function openPipe({ config, content, database, sealer, learned, log, clock }: PipeParts): Pipe {
  const regions = Object.values(content.regions);
  const outbox = outboxStore(database, sealer);
  const exercises = exerciseStore(database, sealer);
  const addresses = addressesIn(
    config,
    regions.map(({ region }) => region),
  );
  const watch = watchPipe(outbox, exercises, () => answers(database), addresses, log, clock);
  const home = listensAtHome(config);
  let withoutHours: ReadonlySet<string> = new Set();
  let looking: Promise<unknown> = Promise.resolve();
  const health = makeHealth({
    async database() {
      const look = watch.look();
      looking = look;
      return (await look).writes;
    },
    classifier: () => learned.isKept(),
    calendar() {
      withoutHours = regionsWithoutHours(content, clock.now());
      return withoutHours.size === 0;
    },
    // As the same look sees it, by the rule that promises follow.
    async outbox() {
      await looking;
      return !Object.values(areas()).some((hindrances) => hindrances.includes('notices'));
    },
  });
  const hindered = (region: Region, area: string | undefined): Hindrance[] =>
    hinders(watch.state(), addresses, {
      region,
      area,
      now: clock.now(),
      atHome: home,
      hoursEnd: withoutHours.has(region.region),
      learned: health.last().classifier,
    });
  const areas = (): ReturnType<Pipe['hinderedAreas']> => hinderedAreas(regions, hindered);
  return {
    outbox,
    exercises,
    addresses,
    watch,
    health,
    hindered,
    hinderedAreas: areas,
    troubles: (areas) => pipeTroubles(watch.state(), addresses, { regions, areas, now: clock.now(), hindered }),
  };
}

/** Where the notices of some regions go, by the settings of the service. */
function addressesIn(config: Config, regions: readonly string[]): readonly Address[] {
  const { SMTP_URL: server, NOTICE_FROM: from, DESK_URL: url, DESK_SECRET: secret } = config;
  return addressesOf({
    receivers: config.NOTICE_RECEIVERS,
    smtp: server === undefined || from === undefined ? undefined : { server, from },
    desk: url === undefined || secret === undefined ? undefined : { url, secret },
    regions,
    encrypted: config.production,
  });
}
