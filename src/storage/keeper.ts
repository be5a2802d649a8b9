import { trailEnds } from './audit-trail';
import { deleteAgain, type DeletedAgain } from './deletions';
import type { DeletionList } from './deletion-list';
import { endIdleConversations, retain, type Keeping, type Retained } from './retention';
import type { Sealer } from './seal';
import type { Database } from './sql';

/** What a round did. */
export interface Round {
  readonly ended: number;
  /** What the daily retention let go; nothing when it has run today. */
  readonly daily: Retained | undefined;
  /** The end of the audit trail on that day, to be kept elsewhere: only that finds a whole trail put back to an older day. */
  readonly trail: { readonly seq: number; readonly hash: string } | undefined;
}

/** Keeps the house: before the doors open, and once a minute after that. Several replicas may do it beside each other. */
export interface Keeper {
  /** Deletes again what a backup brought back. To be awaited before anybody is let in. */
  beforeDoors(now: Date): Promise<DeletedAgain>;
  round(now: Date): Promise<Round>;
}

const mark = 'retention';

/** The keeper of a database, by the times that the settings give. */
export function makeKeeper(database: Database, sealer: Sealer, keeping: Keeping, list: DeletionList): Keeper {
  return {
    async beforeDoors(now) {
      const again = await deleteAgain(database, sealer, list.all(), now);
      await list.follow(database);
      return again;
    },
    async round(now) {
      const ended = await endIdleConversations(database, now, keeping.conversationHours);
      const due = await isDue(database, now);
      const daily = due ? await retain(database, sealer, keeping, now) : undefined;
      await list.follow(database);
      if (!daily) return { ended, daily, trail: undefined };
      list.forgetBefore(new Date(now.getTime() - keeping.backupDays * 86_400_000));
      // Noted last: a day whose work was broken off is begun again.
      await noteDay(database, now);
      return { ended, daily, trail: await trailEnds(database, sealer) };
    },
  };
}

async function isDue(database: Database, now: Date): Promise<boolean> {
  const [row] = await database.rows('select value from marks where name = $1', [mark]);
  return row === undefined || String(row['value']) < dayOf(now);
}

async function noteDay(database: Database, now: Date): Promise<void> {
  await database.transaction((run) =>
    run(
      'insert into marks (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value where marks.value < excluded.value',
      [mark, dayOf(now)],
    ),
  );
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
