import type { Database } from './sql';

/** Stream tickets that have been used, known to every replica until they would have expired anyway. */
export interface Tickets {
  /** Whether this is the ticket's first use, anywhere. */
  use(nonce: string, until: Date): Promise<boolean>;
  /** Forgets those whose time is over. */
  forget(now: Date): Promise<void>;
}

export function ticketStore(database: Database): Tickets {
  return {
    async use(nonce, until) {
      const { count } = await database.transaction((run) =>
        run('insert into used_tickets (nonce, until) values ($1, $2) on conflict do nothing', [
          nonce,
          until.toISOString(),
        ]),
      );
      return count === 1;
    },
    async forget(now) {
      await database.transaction((run) => run('delete from used_tickets where until < $1', [now.toISOString()]));
    },
  };
}
