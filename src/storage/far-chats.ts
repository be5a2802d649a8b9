import type { FarChats } from '../conversation/far-chats';
import type { Sealer } from './seal';
import type { Database } from './sql';

/** Chats of Teams in the database. Where each is stands sealed; a chat is known by the keyed hash of its conversation. */
export function farChatStore(database: Database, sealer: Sealer): FarChats {
  const place = (conversation: string): string => `far chat ${conversation}`;
  const change = async (sql: string, values: readonly (string | number | Buffer)[]): Promise<number> =>
    (await database.transaction((run) => run(sql, values))).count;
  return {
    async hold(conversation, reference, until) {
      // A conversation that begins anew has been told nothing, whatever was told before its end.
      await change(
        `insert into far_chats (conversation, said, tries, try_after, sealed) values ($1, 0, 0, $2, $3)
         on conflict (conversation) do update set tries = 0, try_after = excluded.try_after, sealed = excluded.sealed,
           said = case when exists (select 1 from conversations where id = $1) then far_chats.said else 0 end`,
        [conversation, until.toISOString(), sealer.seal(reference, place(conversation))],
      );
    },
    async said(conversation) {
      const [row] = await database.rows('select said from far_chats where conversation = $1', [conversation]);
      return row && Number(row['said']);
    },
    async told(conversation, said, now) {
      await change('update far_chats set said = $1, tries = 0, try_after = $2 where conversation = $3', [
        said,
        now.toISOString(),
        conversation,
      ]);
    },
    async behind(now, most) {
      const rows = await database.rows(
        `select f.conversation, f.said, f.tries, f.sealed from far_chats f
           join conversations c on c.id = f.conversation
          where c.size > f.said and f.try_after <= $1 order by f.try_after limit ${most}`,
        [now.toISOString()],
      );
      return rows.map((row) => {
        const conversation = String(row['conversation']);
        const reference = sealer.open(row['sealed'] as Buffer, place(conversation));
        return { conversation, reference, said: Number(row['said']), tries: Number(row['tries']) };
      });
    },
    async take(conversation, now, until) {
      const taken = await change(
        'update far_chats set try_after = $1, tries = tries + 1 where conversation = $2 and try_after <= $3',
        [until.toISOString(), conversation, now.toISOString()],
      );
      return taken === 1;
    },
    async later(conversation, at) {
      await change('update far_chats set try_after = $1 where conversation = $2', [at.toISOString(), conversation]);
    },
    async drop(conversation) {
      await change('delete from far_chats where conversation = $1', [conversation]);
    },
    forgetEnded: (now) =>
      change('delete from far_chats where conversation not in (select id from conversations) and try_after < $1', [
        now.toISOString(),
      ]),
  };
}
