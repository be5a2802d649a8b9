import type { ReceiverStanding } from '../queue/pipe';
import type { Notice } from '../queue/ports';
import type { Run } from './entries';
import type { Sealer } from './seal';
import type { Database, Row } from './sql';

/** A notice as it was written in the transaction of what it tells. */
export interface WrittenNotice {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
}

/** What a notice becomes for one receiver. Its body is made once, so that every try sends the same bytes. */
export interface Parcel {
  /** The receiver's key: the same at every try, and no other parcel has it. */
  readonly id: string;
  readonly receiver: string;
  readonly body: unknown;
}

/** A parcel on its way. */
export interface Delivery extends Parcel {
  readonly tries: number;
}

/** What must leave the house, written in the transaction of what it tells and sent afterwards until it is taken. */
export interface Outbox {
  /** Notices that have not been divided among receivers yet, oldest first. */
  written(now: Date, most: number): Promise<readonly WrittenNotice[]>;
  /** Divides a notice: its parcels are there once, whoever else divides it at the same time. */
  spread(notice: string, parcels: readonly Parcel[], now: Date): Promise<void>;
  /** Puts off a notice that cannot be divided. */
  putOff(notice: string, now: Date): Promise<void>;
  /** Notices that some receiver should have, that none has taken, and that were divided before an instant. */
  untaken(before: Date): Promise<readonly WrittenNotice[]>;
  /** Adds the parcels of those who are told when something is late, once for each notice. */
  urge(notice: string, parcels: readonly Parcel[], now: Date): Promise<void>;
  /** Takes what is next due for a receiver and keeps other senders from it for a minute. */
  take(receiver: string, now: Date): Promise<Delivery | undefined>;
  /** What was delivered is not kept: its body is gone. */
  delivered(id: string, now: Date): Promise<void>;
  /** Puts off the next try: longer after each, and as long as the receiver asks. */
  failed(delivery: Delivery, now: Date, how?: { readonly refused: boolean; readonly waitMs?: number }): Promise<void>;
  /**
   * At a start: what was refused is tried anew, and what waits for a receiver that is no more is deleted; a notice that nobody else has
   * is divided anew among those there are. Returns how many were deleted.
   */
  begin(receivers: readonly string[], now: Date): Promise<number>;
  /** How each receiver stands that has something undelivered. */
  standings(): Promise<Readonly<Record<string, ReceiverStanding>>>;
  /** When the oldest notice was written that has not been divided; null when there is none. */
  unspread(): Promise<string | null>;
}

const leaseMinutes = 1;
const longestWaitMinutes = 30;
const longestAskedMs = 24 * 3_600_000;

export function outboxStore(database: Database, sealer: Sealer): Outbox {
  const written = (row: Row): WrittenNotice => ({
    id: String(row['id']),
    kind: String(row['kind']),
    payload: sealer.open(row['sealed'] as Buffer, `outbox ${String(row['id'])}`),
  });
  const one = (sql: string, values: Parameters<Run>[1]): Promise<number> =>
    database.transaction(async (run) => (await run(sql, values)).count);
  return {
    async written(now, most) {
      const rows = await database.rows(
        `select id, kind, sealed from outbox
          where receiver is null and delivered_at is null and try_after <= $1 order by try_after limit ${Math.floor(most)}`,
        [now.toISOString()],
      );
      return rows.map(written);
    },
    async spread(notice, parcels, now) {
      await database.transaction(async (run) => {
        await putParcels(run, notice, parcels, now, sealer);
        await run('update outbox set delivered_at = $1 where id = $2 and delivered_at is null', [
          now.toISOString(),
          notice,
        ]);
      });
    },
    async putOff(notice, now) {
      await one('update outbox set tries = tries + 1, try_after = $1 where id = $2', [
        later(now, longestWaitMinutes),
        notice,
      ]);
    },
    async untaken(before) {
      const rows = await database.rows(
        `select n.id, n.kind, n.sealed from outbox n
          where n.receiver is null and n.urged_at is null and n.delivered_at <= $1
            and exists (select 1 from outbox p where p.notice = n.id)
            and not exists (select 1 from outbox p where p.notice = n.id and p.delivered_at is not null)`,
        [before.toISOString()],
      );
      return rows.map(written);
    },
    async urge(notice, parcels, now) {
      await database.transaction(async (run) => {
        const marked = await run('update outbox set urged_at = $1 where id = $2 and urged_at is null', [
          now.toISOString(),
          notice,
        ]);
        if (marked.count === 1) await putParcels(run, notice, parcels, now, sealer);
      });
    },
    async take(receiver, now) {
      const lock = database.engine === 'postgresql' ? 'for update skip locked' : '';
      const row = await database.transaction(async (run) => {
        const { rows } = await run(
          `select id, tries, sealed from outbox
            where receiver = $1 and delivered_at is null and try_after <= $2 order by try_after, created_at limit 1 ${lock}`,
          [receiver, now.toISOString()],
        );
        if (rows[0])
          await run('update outbox set try_after = $1, tries = tries + 1 where id = $2', [
            later(now, leaseMinutes),
            rows[0]['id'] ?? null,
          ]);
        return rows[0];
      });
      return (
        row && {
          id: String(row['id']),
          receiver,
          tries: Number(row['tries']) + 1,
          body: sealer.open(row['sealed'] as Buffer, `outbox ${String(row['id'])}`),
        }
      );
    },
    async delivered(id, now) {
      await one('update outbox set delivered_at = $1, refused = 0, sealed = $2 where id = $3', [
        now.toISOString(),
        sealer.seal(null, `outbox ${id}`),
        id,
      ]);
    },
    async failed({ id, tries }, now, how) {
      const refused = how?.refused === true;
      const minutes = refused ? longestWaitMinutes : Math.min(longestWaitMinutes, 2 ** Math.min(tries, 10) / 12);
      const asked = Math.min(how?.waitMs ?? 0, longestAskedMs) / 60_000;
      await one('update outbox set try_after = $1, refused = $2 where id = $3', [
        later(now, Math.max(minutes, asked)),
        refused ? 1 : 0,
        id,
      ]);
    },
    async begin(receivers, now) {
      const names = receivers.map((_, index) => `$${index + 1}`).join(', ');
      const others = receivers.length > 0 ? `and receiver not in (${names})` : '';
      return database.transaction(async (run) => {
        await run('update outbox set try_after = $1 where refused = 1 and delivered_at is null', [now.toISOString()]);
        const gone = await run(
          `delete from outbox where receiver is not null and delivered_at is null ${others} returning notice`,
          receivers,
        );
        for (const notice of new Set(gone.rows.map((row) => String(row['notice']))))
          await run(
            `update outbox set delivered_at = null, urged_at = null, try_after = $1
              where id = $2 and not exists (select 1 from outbox p where p.notice = $2)`,
            [now.toISOString(), notice],
          );
        return gone.count;
      });
    },
    async standings() {
      const rows = await database.rows(
        `select receiver, min(created_at) as oldest, count(*) as waiting, max(refused) as refused from outbox
          where receiver is not null and delivered_at is null group by receiver`,
      );
      return Object.fromEntries(
        rows.map((row) => [
          String(row['receiver']),
          {
            oldest: String(row['oldest']),
            waiting: Number(row['waiting']),
            refused: Number(row['refused']) === 1,
          },
        ]),
      );
    },
    async unspread() {
      const [row] = await database.rows(
        'select min(created_at) as oldest from outbox where receiver is null and delivered_at is null',
      );
      const oldest = row?.['oldest'];
      return typeof oldest === 'string' ? oldest : null;
    },
  };
}

/** Writes notices in the transaction of what they tell. The same notice is written once, however often it is told; returns how many were new. */
export async function putNotices(run: Run, notices: readonly Notice[], at: string, sealer: Sealer): Promise<number> {
  let put = 0;
  for (const { id, kind, payload } of notices) {
    const { count } = await run(
      `insert into outbox (id, kind, created_at, try_after, tries, delivered_at, sealed) values ($1, $2, $3, $3, 0, null, $4)
       on conflict (id) do nothing`,
      [id, kind, at, sealer.seal(payload, `outbox ${id}`)],
    );
    put += count;
  }
  return put;
}

async function putParcels(
  run: Run,
  notice: string,
  parcels: readonly Parcel[],
  now: Date,
  sealer: Sealer,
): Promise<void> {
  for (const { id, receiver, body } of parcels)
    await run(
      `insert into outbox (id, kind, created_at, try_after, tries, delivered_at, notice, receiver, sealed)
       values ($1, 'parcel', $2, $2, 0, null, $3, $4, $5) on conflict (id) do nothing`,
      [id, now.toISOString(), notice, receiver, sealer.seal(body, `outbox ${id}`)],
    );
}

function later(now: Date, minutes: number): string {
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}
