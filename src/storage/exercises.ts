import type { NewHandoff } from '../queue/handoff';
import type { ExerciseState } from '../queue/pipe';
import { putHandoff } from './handoffs';
import type { Sealer } from './seal';
import type { Database } from './sql';

/** An exercise that is on its way through the pipe. */
export interface OpenExercise {
  readonly region: string;
  readonly day: string;
  readonly handoff: string;
  /** Receivers that have not taken its notice yet. */
  readonly waiting: readonly string[];
}

/** The morning exercises: a handoff of nobody goes the whole way from the queue to every receiver. */
export interface Exercises {
  /** Begins the exercise of a region and day. False when it was begun before, also by another process at the same instant. */
  begin(day: string, slotAt: Date, handoff: NewHandoff): Promise<boolean>;
  /** Exercises that have not passed, with who has still to take their notice. */
  open(): Promise<readonly OpenExercise[]>;
  pass(region: string, day: string, now: Date): Promise<void>;
  /** The latest exercise of each region. */
  latest(): Promise<Readonly<Record<string, ExerciseState>>>;
  /** Removes exercises begun before an instant, with their handoffs. They hold no person; who moved them stays in the audit trail. */
  remove(before: Date): Promise<void>;
}

export function exerciseStore(database: Database, sealer: Sealer): Exercises {
  const parcelsOf = async (handoff: string): Promise<{ receiver: string; taken: boolean }[]> =>
    (await database.rows('select receiver, delivered_at from outbox where notice = $1', [`notice.new/${handoff}`])).map(
      (row) => ({ receiver: String(row['receiver']), taken: row['delivered_at'] !== null }),
    );
  return {
    begin: (day, slotAt, handoff) =>
      database.transaction(async (run) => {
        const mine = await run(
          'insert into exercises (region, day, handoff, begun_at, slot_at, passed_at) values ($1, $2, $3, $4, $5, null) on conflict do nothing',
          [handoff.region, day, handoff.id, handoff.receivedAt, slotAt.toISOString()],
        );
        if (mine.count === 1) await putHandoff(run, handoff, sealer);
        return mine.count === 1;
      }),
    async open() {
      // One whose notice has not even been divided has reached nobody.
      const rows = await database.rows(
        `select e.region, e.day, e.handoff, n.delivered_at as divided from exercises e
           left join outbox n on n.id = 'notice.new/' || e.handoff where e.passed_at is null order by e.day`,
      );
      return Promise.all(
        rows.map(async (row) => {
          const handoff = String(row['handoff']);
          const waiting = (await parcelsOf(handoff)).filter(({ taken }) => !taken).map(({ receiver }) => receiver);
          return {
            region: String(row['region']),
            day: String(row['day']),
            handoff,
            waiting: row['divided'] === null ? ['outbox', ...waiting] : waiting,
          };
        }),
      );
    },
    async pass(region, day, now) {
      await database.transaction((run) =>
        run('update exercises set passed_at = $1 where region = $2 and day = $3 and passed_at is null', [
          now.toISOString(),
          region,
          day,
        ]),
      );
    },
    async latest() {
      const rows = await database.rows(
        `select region, handoff, begun_at, slot_at, passed_at from exercises e
          where day = (select max(day) from exercises o where o.region = e.region)`,
      );
      const told = await Promise.all(
        rows.map(async (row): Promise<[string, ExerciseState]> => {
          const passedAt = row['passed_at'];
          const parcels = typeof passedAt === 'string' ? [] : await parcelsOf(String(row['handoff']));
          return [
            String(row['region']),
            {
              begunAt: String(row['begun_at']),
              slotAt: String(row['slot_at']),
              passedAt: typeof passedAt === 'string' ? passedAt : null,
              takenBy: parcels.filter(({ taken }) => taken).map(({ receiver }) => receiver),
            },
          ];
        }),
      );
      return Object.fromEntries(told);
    },
    async remove(before) {
      const old = 'select handoff from exercises where begun_at < $1';
      await database.transaction(async (run) => {
        await run(`delete from handoff_events where handoff in (${old})`, [before.toISOString()]);
        await run(`delete from handoffs where id in (${old})`, [before.toISOString()]);
        await run('delete from exercises where begun_at < $1', [before.toISOString()]);
      });
    },
  };
}
