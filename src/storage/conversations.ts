import type { Conversations, Stored, TurnWrite } from '../conversation/ports';
import { sizeOf } from '../conversation/outgoing';
import { RevisionConflict } from '../errors';
import { sessionSchema } from '../flow/session';
import { handoffStates, type HandoffState } from '../queue/life';
import { alarm } from '../queue/notices';
import type { Tally } from '../statistics/tally';
import { entryFrom, putEntry, type Run } from './entries';
import { listedColumns, listedFrom } from './handoff-rows';
import { putHandoff } from './handoffs';
import { putNotices } from './posts';
import type { Sealer } from './seal';
import type { Database, Row } from './sql';

/** Conversations in the database: words, answers and contacts are encrypted from the first write. */
export function conversationStore(database: Database, sealer: Sealer): Conversations {
  return {
    async open(conversation, messageId) {
      const [row] = await database.rows(
        `select c.revision, c.size, c.sealed, h.state, t.first, t.sealed as answered
           from conversations c
           left join handoffs h on h.id = c.handoff
           left join turns t on t.conversation = c.id and t.message_id = $2
          where c.id = $1`,
        [conversation, messageId],
      );
      return row && storedFrom(row, conversation, sealer);
    },
    settle: (write) =>
      database.transaction(async (run) => {
        await putSession(run, write, sealer);
        await putEntry(run, write.entry, sealer);
        if (write.handoff) await putHandoff(run, write.handoff, sealer);
        if (write.appendTo !== undefined) await appendTo(run, write, write.appendTo, sealer);
        for (const tally of write.tallies) await count(run, tally);
      }),
    async log(conversation, from) {
      const rows = await database.rows(
        'select first, sealed from turns where conversation = $1 and first + count > $2 order by first',
        [conversation, from],
      );
      return rows.map((row) => entryFrom(row['first'], row['sealed'], conversation, sealer));
    },
    erase: (conversation, tallies) =>
      database.transaction(async (run) => {
        await run('delete from turns where conversation = $1', [conversation]);
        await run('delete from conversations where id = $1', [conversation]);
        for (const tally of tallies) await count(run, tally);
      }),
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
    `update handoffs set danger_rank = $1, kind = 'danger' where id = $2 and danger_rank < $1 returning ${listedColumns}`,
    [dangerRank, handoff],
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
