import { randomUUID } from 'node:crypto';
import { RevisionConflict } from '../errors';
import { sizeOf, type Entry } from '../conversation/outgoing';
import type { Desk, Detail, HandoffEvent, MoveWrite } from '../queue/ports';
import {
  handoffStates,
  queueOrder,
  type Ending,
  type Evaluation,
  type HandoffRecord,
  type Listed,
  type NewHandoff,
} from '../queue/handoff';
import { noticeOf } from '../queue/notice';
import { putEntry, type Run } from './entries';
import { putNotice } from './outbox';
import type { Sealer } from './seal';
import type { Database, Row } from './sql';

const listed = 'id, case_number, region, area, state, owner, danger_rank, child_self, received_at, due_at';
const mostListed = 500;

/** Writes a new handoff and its notices in the turn's own transaction. */
export async function putHandoff(run: Run, handoff: NewHandoff, sealer: Sealer): Promise<void> {
  await run(
    `insert into handoffs (id, case_number, code_hash, conversation, region, area, state, owner, danger_rank, child_self, received_at, due_at, revision, sealed)
     values ($1, $2, $3, $4, $5, $6, 'waiting', null, $7, $8, $9, $10, 1, $11)`,
    [
      handoff.id,
      handoff.case,
      handoff.codeHash,
      handoff.conversation,
      handoff.region,
      handoff.area,
      handoff.dangerRank,
      handoff.childSelf ? 1 : 0,
      handoff.receivedAt,
      handoff.dueAt,
      sealer.seal(handoff.record, `handoff ${handoff.id}`),
    ],
  );
  await putNotice(
    run,
    { id: `notice.new/${handoff.id}`, kind: 'notice.new', at: handoff.receivedAt, payload: noticeOf(handoff) },
    sealer,
  );
}

/** The queue in the database. Every look at a handoff and every move is written to the audit trail in the same transaction. */
export function deskStore(database: Database, sealer: Sealer): Desk<Entry> {
  return {
    async list(areas) {
      const rows = await database.rows(
        `select ${listed} from handoffs h where state <> 'closed'
          and not exists (select 1 from exercises e where e.handoff = h.id) order by danger_rank desc, child_self desc, due_at limit ${mostListed}`,
      );
      const all = rows.map(listedFrom).filter((one) => areas === 'all' || areas.includes(`${one.region}/${one.area}`));
      return all.sort(queueOrder);
    },
    async read(id) {
      const [row] = await database.rows(
        `select ${listed}, conversation, ending, revision, sealed from handoffs where id = $1`,
        [id],
      );
      if (!row) return undefined;
      const events = await database.rows(
        'select id, at, kind, actor, sealed from handoff_events where handoff = $1 order by at, revision, id',
        [id],
      );
      return detailFrom(row, events, sealer);
    },
    async byCode(hash) {
      const [row] = await database.rows('select id from handoffs where code_hash = $1', [hash]);
      return row && String(row['id']);
    },
    move: (write) => database.transaction((run) => moveIn(run, write, sealer)),
    async see(id, by, at) {
      await database.transaction((run) =>
        audit(run, { at, actor: by.id, name: by.name, action: 'view', subject: id, purpose: by.purpose }),
      );
    },
  };
}

async function moveIn(
  run: Run,
  write: MoveWrite,
  sealer: Sealer,
): Promise<{ moved: boolean; announced: Entry | undefined }> {
  const { change } = write;
  const changed = await run(
    `update handoffs set state = $1, owner = $2, ending = coalesce($3, ending), closed_at = coalesce($4, closed_at), revision = revision + 1
      where id = $5 and revision = $6`,
    [
      change.state,
      change.owner,
      change.ending ?? null,
      change.state === 'closed' ? write.at : null,
      write.id,
      write.from,
    ],
  );
  if (changed.count !== 1) return { moved: false, announced: undefined };
  const event = randomUUID();
  await run(
    'insert into handoff_events (id, handoff, at, kind, actor, revision, sealed) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      event,
      write.id,
      write.at,
      write.move,
      write.by.id,
      write.from,
      sealer.seal(
        {
          text: write.text ?? '',
          name: write.by.name,
          ending: change.ending ?? null,
          evaluation: write.evaluation ?? null,
        },
        `event ${event}`,
      ),
    ],
  );
  await audit(run, {
    at: write.at,
    actor: write.by.id,
    name: write.by.name,
    action: write.move,
    subject: write.id,
    purpose: write.by.purpose,
  });
  return { moved: true, announced: write.tell ? await tellFamily(run, write, sealer) : undefined };
}

/** Who joined or left is told in the family's conversation, while it is there, in the same transaction as the move. */
async function tellFamily(run: Run, write: MoveWrite, sealer: Sealer): Promise<Entry | undefined> {
  const { conversation, words } = write.tell ?? { conversation: '', words: [] };
  const { rows } = await run('select size from conversations where id = $1 and handoff = $2', [conversation, write.id]);
  const size = rows[0]?.['size'];
  if (typeof size !== 'number') return undefined;
  const entry: Entry = {
    conversation,
    first: size,
    at: write.at,
    messageId: `move/${write.id}/${write.from}`,
    told: undefined,
    words,
    by: 'bot',
  };
  const changed = await run('update conversations set size = $1, revision = revision + 1 where id = $2 and size = $3', [
    size + sizeOf(entry),
    conversation,
    size,
  ]);
  if (changed.count !== 1) throw new RevisionConflict(conversation);
  await putEntry(run, entry, sealer);
  return entry;
}

async function audit(
  run: Run,
  line: { at: string; actor: string; name: string; action: string; subject: string; purpose: string },
): Promise<void> {
  await run(
    'insert into audit (id, at, actor, actor_name, action, subject, purpose) values ($1, $2, $3, $4, $5, $6, $7)',
    [randomUUID(), line.at, line.actor, line.name, line.action, line.subject, line.purpose],
  );
}

function listedFrom(row: Row): Listed {
  return {
    id: String(row['id']),
    case: String(row['case_number']),
    region: String(row['region']),
    area: String(row['area']),
    state: handoffStates.find((state) => state === row['state']) ?? 'waiting',
    owner: row['owner'] === null ? null : String(row['owner']),
    dangerRank: Number(row['danger_rank']),
    childSelf: row['child_self'] === 1,
    receivedAt: String(row['received_at']),
    dueAt: String(row['due_at']),
  };
}

function detailFrom(row: Row, events: readonly Row[], sealer: Sealer): Detail {
  const id = String(row['id']);
  return {
    ...listedFrom(row),
    conversation: row['conversation'] === null ? null : String(row['conversation']),
    ending: (row['ending'] as Ending | null) ?? null,
    revision: Number(row['revision']),
    record: sealer.open(row['sealed'] as Buffer, `handoff ${id}`) as HandoffRecord,
    events: events.map((event): HandoffEvent => {
      const opened =
        event['sealed'] === null
          ? {}
          : (sealer.open(event['sealed'] as Buffer, `event ${String(event['id'])}`) as {
              text?: string;
              name?: string;
              ending?: string | null;
              evaluation?: Evaluation | null;
            });
      return {
        at: String(event['at']),
        kind: String(event['kind']),
        by: opened.name ?? null,
        text: opened.text ?? '',
        ending: opened.ending ?? null,
        evaluation: opened.evaluation ?? null,
      };
    }),
  };
}
