import type { Sealer } from './seal';
import type { Database } from './sql';

export interface Waiting {
  readonly id: string;
  readonly kind: string;
  readonly tries: number;
  readonly payload: unknown;
}

/** What must leave the house, written in the turn's transaction and sent afterwards until it is taken. */
export interface Outbox {
  /** Takes what is due and keeps other senders from it for a minute. */
  take(now: Date, most: number): Promise<readonly Waiting[]>;
  delivered(id: string, now: Date): Promise<void>;
  /** Puts off the next try: longer after each. */
  failed(id: string, tries: number, now: Date): Promise<void>;
  undelivered(): Promise<number>;
}

const leaseMinutes = 1;
const longestWaitMinutes = 30;

export function outboxStore(database: Database, sealer: Sealer): Outbox {
  const later = (now: Date, minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
  return {
    async take(now, most) {
      const lock = database.engine === 'postgresql' ? 'for update skip locked' : '';
      const rows = await database.transaction(async (run) => {
        const { rows: due } = await run(
          `select id, kind, tries, sealed from outbox where delivered_at is null and try_after <= $1 order by try_after limit ${Math.floor(most)} ${lock}`,
          [now.toISOString()],
        );
        for (const { id } of due)
          await run('update outbox set try_after = $1, tries = tries + 1 where id = $2', [
            later(now, leaseMinutes),
            id ?? null,
          ]);
        return due;
      });
      return rows.map((row) => ({
        id: String(row['id']),
        kind: String(row['kind']),
        tries: Number(row['tries']) + 1,
        payload: sealer.open(row['sealed'] as Buffer, `outbox ${String(row['id'])}`),
      }));
    },
    async delivered(id, now) {
      await database.transaction((run) =>
        run('update outbox set delivered_at = $1 where id = $2', [now.toISOString(), id]),
      );
    },
    async failed(id, tries, now) {
      const minutes = Math.min(longestWaitMinutes, 2 ** Math.min(tries, 10) / 12);
      await database.transaction((run) =>
        run('update outbox set try_after = $1 where id = $2', [later(now, minutes), id]),
      );
    },
    async undelivered() {
      const [row] = await database.rows('select count(*) as waiting from outbox where delivered_at is null');
      return Number(row?.['waiting'] ?? 0);
    },
  };
}
