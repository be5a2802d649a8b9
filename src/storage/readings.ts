import type { Database } from './sql';

/** How the queue and the outbox stand; numbers only. */
export interface Reading {
  /** Handoffs that nobody has claimed, by region. */
  readonly waiting: ReadonlyMap<string, number>;
  /** When the oldest of them came; nothing when none waits. */
  readonly oldest: Date | undefined;
  /** Those of them whose day has passed. */
  readonly breached: number;
  readonly undelivered: number;
  readonly oldestUndelivered: Date | undefined;
}

export async function readingOf(database: Database, now: Date): Promise<Reading> {
  const waiting = await database.rows(
    `select region, count(*) as waiting, min(received_at) as oldest, sum(case when due_at < $1 then 1 else 0 end) as breached
       from handoffs where state = 'waiting' and kind <> 'synthetic' group by region`,
    [now.toISOString()],
  );
  const [outbox] = await database.rows(
    'select count(*) as waiting, min(created_at) as oldest from outbox where delivered_at is null',
  );
  const oldest = waiting.map((row) => String(row['oldest'])).sort()[0];
  const undelivered = outbox?.['oldest'];
  return {
    waiting: new Map(waiting.map((row) => [String(row['region']), Number(row['waiting'])])),
    oldest: oldest === undefined ? undefined : new Date(oldest),
    breached: waiting.reduce((sum, row) => sum + Number(row['breached']), 0),
    undelivered: Number(outbox?.['waiting'] ?? 0),
    oldestUndelivered: typeof undelivered === 'string' ? new Date(undelivered) : undefined,
  };
}
