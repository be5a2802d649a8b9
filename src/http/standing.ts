import type { Clock } from '../clock';
import type { Content } from '../content/content';
import { overdueIn } from '../content/overdue';
import { horizonDays } from '../region/horizon';
import { readingOf, type Reading } from '../storage/readings';
import type { Database } from '../storage/sql';
import type { Health } from './health';
import type { Readings } from './metrics';

/** Sooner than in so many days a region must tell its new hours, or nothing is promised. */
export const nearestHorizon = 7;

/** The open regions that do not know their hours for the days that a promise may name. */
export function regionsWithoutHours(content: Content, now: Date): ReadonlySet<string> {
  const short = Object.values(content.regions).filter(
    (region) => region.open && horizonDays(region, now) < nearestHorizon,
  );
  return new Set(short.map(({ region }) => region));
}

/** How the house stands, read as it is looked at; while the database is away, as it stood last. */
export function standingNow(parts: {
  readonly content: Content;
  readonly database: Database;
  readonly health: Health;
  readonly clock: Clock;
  readonly streams: () => number;
}): () => Promise<Readings> {
  let last: Reading | undefined;
  return async () => {
    const now = parts.clock.now();
    const well = await parts.health.check();
    last = await readingOf(parts.database, now).catch(() => last);
    const age = (since: Date | undefined): number =>
      since === undefined ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1000);
    return {
      well,
      streams: parts.streams(),
      regions: Object.values(parts.content.regions)
        .filter((region) => region.open)
        .map(({ region }) => ({
          region,
          waiting: last?.waiting.get(region) ?? 0,
          horizonDays: horizonDays(parts.content.regions[region] ?? { areas: [], lines: [] }, now),
          overdue: overdueIn(parts.content, region, now),
        })),
      oldestUnclaimedSeconds: age(last?.oldest),
      breached: last?.breached ?? 0,
      undelivered: last?.undelivered ?? 0,
      oldestUndeliveredSeconds: age(last?.oldestUndelivered),
    };
  };
}
