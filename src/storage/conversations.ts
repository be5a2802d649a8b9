import type { Conversations, Held, Stored, TurnWrite } from '../conversation/ports';
import { sizeOf } from '../conversation/outgoing';
import { RevisionConflict } from '../errors';
import { sessionSchema } from '../flow/session';
import { handoffStates, type HandoffState } from '../queue/contract';
import { alarm } from '../queue/notices';
import type { Tally } from '../statistics/tally';
import { noteDeletion } from './deletions';
import { entryFrom, messageKey, putEntry, type Run } from './entries';
import { listedColumns, listedFrom } from './handoff-rows';
import { putHandoff } from './handoffs';
import { putNotices } from './outbox';
import type { Sealer } from './seal';
import type { Database, Row } from './sql';

const atOnce = 100;

/** Conversations in the database: words, answers and contacts are encrypted from the first write. */
export function conversationStore(database: Database, sealer: Sealer): Conversations {
  const reading = heldBy(async (sql, values) => {
    const rows = await database.rows(sql, values);
    return { count: rows.length, rows };
  }, sealer);
  return {
    open: (conversation, messageId) => reading.open(conversation, messageId),
    log: (conversation, from) => reading.log(conversation, from),
    settle: (write) => database.transaction((run) => heldBy(run, sealer).settle(write)),
    erase: (conversation, tallies, at) =>
      database.transaction((run) => heldBy(run, sealer).erase(conversation, tallies, at)),
    hold: (conversation, work) => database.transaction((run) => work(heldBy(run, sealer)), conversation),
    async sizes(conversations) {
      const sizes = new Map<string, number>();
      for (let from = 0; from < conversations.length; from += atOnce) {
        const some = conversations.slice(from, from + atOnce);
        const places = Array.from({ length: atOnce }, (_, index) => `$${index + 1}`).join(', ');
        const values = Array.from({ length: atOnce }, (_, index) => some[index] ?? null);
        for (const row of await database.rows(`select id, size from conversations where id in (${places})`, values))
          sizes.set(String(row['id']), Number(row['size']));
      }
      return sizes;
    },
  };
}

/** What a turn reads and writes, by one way of running statements. */
function heldBy(run: Run, sealer: Sealer): Held {
  return {
    async open(conversation, messageId) {
      const { rows } = await run(
        `select c.revision, c.size, c.sealed, h.state, t.first, t.sealed as answered
           from conversations c
           left join handoffs h on h.id = c.handoff
           left join turns t on t.conversation = c.id and t.message_id = $2
          where c.id = $1`,
        [conversation, messageKey(sealer, conversation, messageId)],
      );
      return rows[0] && storedFrom(rows[0], conversation, sealer);
    },
    async settle(write) {
      await putSession(run, write, sealer);
      await putEntry(run, write.entry, sealer);
      if (write.handoff) await putHandoff(run, write.handoff, sealer);
      if (write.appendTo !== undefined) await appendTo(run, write, write.appendTo, sealer);
      for (const tally of write.tallies) await count(run, tally);
    },
    async log(conversation, from) {
      const { rows } = await run(
        'select first, sealed from turns where conversation = $1 and first + count > $2 order by first',
        [conversation, from],
      );
      return rows.map((row) => entryFrom(row['first'], row['sealed'], conversation, sealer));
    },
    async erase(conversation, tallies, at) {
      await run('delete from turns where conversation = $1', [conversation]);
      await run('delete from conversations where id = $1', [conversation]);
      await noteDeletion(run, sealer, { what: 'conversation', id: conversation, at });
      for (const tally of tallies) await count(run, tally);
    },
  };
}

async function putSession(run: Run, write: TurnWrite, sealer: Sealer): Promise<void> {
  const { conversation, session, entry } = write;
  const sealed = sealer.seal(session, `session ${conversation}`);
  const size = entry.first + sizeOf(entry);
  const handoff = session.handoff?.id ?? null;
  const changed =
    write.from === undefined
      ? await run(
          `insert into conversations (id, region, revision, size, touched_at, handoff, sealed) values ($1, $2, 1, $3, $4, $5, $6) on conflict do nothing`,
          [conversation, session.region, size, entry.at, handoff, sealed],
        )
      : await run(
          'update conversations set revision = revision + 1, size = $1, touched_at = $2, handoff = $3, sealed = $4 where id = $5 and revision = $6',
          [size, entry.at, handoff, sealed, conversation, write.from],
        );
  if (changed.count !== 1) throw new RevisionConflict(conversation);
}

/** What a family adds after sending reaches its handoff. Danger that comes up lifts it in the queue, never lowers it, and is told at once. */
async function appendTo(run: Run, write: TurnWrite, handoff: string, sealer: Sealer): Promise<void> {
  const { conversation, entry, dangerRank } = write;
  if (entry.told) {
    const id = `${conversation}/${entry.first}`;
    await run('insert into handoff_events (id, handoff, at, kind, actor, sealed) values ($1, $2, $3, $4, null, $5)', [
      id,
      handoff,
      entry.at,
      'family',
      sealer.seal({ text: entry.told.text }, `event ${id}`),
    ]);
    await run('update handoffs set news = news + 1 where id = $1', [handoff]);
  }
  if (dangerRank === 0) return;
  const lifted = await run(
    `update handoffs set danger_rank = $1, kind = 'danger', danger_at = $3 where id = $2 and danger_rank < $1 returning ${listedColumns}`,
    [dangerRank, handoff, entry.at],
  );
  const notices = lifted.rows.map(listedFrom).map((one) => alarm(one, one, 'danger', `danger-${dangerRank}`));
  await putNotices(run, notices, entry.at, sealer);
}

async function count(run: Run, tally: Tally): Promise<void> {
  await run(
    `insert into tallies (day, region, measure, value, count) values ($1, $2, $3, $4, 1)
     on conflict (day, region, measure, value) do update set count = tallies.count + 1`,
    [tally.day, tally.region, tally.measure, tally.value],
  );
}

function storedFrom(row: Row, conversation: string, sealer: Sealer): Stored {
  const state = row['state'];
  return {
    session: sessionSchema.parse(sealer.open(row['sealed'] as Buffer, `session ${conversation}`)),
    revision: row['revision'] as number,
    size: row['size'] as number,
    handoff: handoffStates.find((one): one is HandoffState => one === state),
    repeated:
      row['answered'] === null
        ? undefined
        : entryFrom(row['first'] ?? null, row['answered'] ?? null, conversation, sealer),
  };
}
