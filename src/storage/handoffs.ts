import { linesOf } from '../conversation/lines';
import type { Entry } from '../conversation/outgoing';
import { NameTaken } from '../errors';
import type { NewHandoff } from '../queue/handoff';
import { noticeOfNew } from '../queue/notices';
import type { Desk } from '../queue/ports';
import { queueOrder } from '../queue/handoff';
import { openConsults } from './consults';
import { entryFrom, type Run } from './entries';
import { writeMove } from './handoff-moves';
import { detailFrom, listedColumns, listedFrom, listing } from './handoff-rows';
import { putNotices } from './outbox';
import type { Sealer } from './seal';
import type { Database } from './sql';
import { appendAudit } from './audit';
import { readTrail } from './audit-trail';

const mostListed = 500;
/** Where there are more than are listed, these come first. */
const orders = {
  open: 'danger_rank desc, child_self desc, due_at',
  closed: 'closed_at desc',
  all: 'received_at desc',
} as const;

/** Writes a new handoff and its notices in the caller's own transaction. Throws NameTaken when its id, case or code is another's. */
export async function putHandoff(run: Run, handoff: NewHandoff, sealer: Sealer): Promise<void> {
  const { record } = handoff;
  const put = await run(
    `insert into handoffs (id, case_number, code_hash, conversation, region, area, kind, origin, state, owner, danger_rank, child_self,
       received_at, due_at, statutory_due_at, safe_times, revision, danger_at, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', null, $9, $10, $11, $12, $13, $14, 1, $15, $16)
     on conflict do nothing`,
    [
      handoff.id,
      handoff.case,
      handoff.codeHash,
      handoff.conversation,
      handoff.region,
      handoff.area,
      handoff.kind,
      handoff.origin,
      handoff.dangerRank,
      handoff.childSelf ? 1 : 0,
      handoff.receivedAt,
      handoff.dueAt,
      record.statutory.find((clock) => clock.dueAt !== null)?.dueAt ?? null,
      record.contact.times.join(' '),
      handoff.dangerRank > 0 ? handoff.receivedAt : null,
      sealer.seal(record, `handoff ${handoff.id}`),
    ],
  );
  if (put.count !== 1) throw new NameTaken(handoff.id);
  await putNotices(run, [noticeOfNew(handoff)], handoff.receivedAt, sealer);
}

/** The queue in the database. Every look at a handoff and every move is written to the trail in the same transaction. */
export function deskStore(database: Database, sealer: Sealer): Desk<Entry> {
  return {
    async list(areas, shown = 'open', caseNumber) {
      const { where, values } = listing(areas, shown);
      const cased = caseNumber === undefined ? where : `(${where}) and case_number = $${values.length + 1}`;
      const rows = await database.rows(
        `select ${listedColumns} from handoffs where ${cased} order by ${orders[shown]} limit ${mostListed}`,
        caseNumber === undefined ? values : [...values, caseNumber],
      );
      const listed = rows.map(listedFrom);
      return shown === 'closed' ? listed : listed.sort(queueOrder);
    },
    async *everyOpen() {
      const { where, values } = listing('all', 'open');
      for (let after = ''; ;) {
        const rows = await database.rows(
          `select ${listedColumns} from handoffs where (${where}) and id > $${values.length + 1} order by id limit ${mostListed}`,
          [...values, after],
        );
        yield* rows.map(listedFrom);
        const last = rows.at(-1);
        if (!last || rows.length < mostListed) return;
        after = String(last['id']);
      }
    },
    async read(id) {
      const [row] = await database.rows(
        `select ${listedColumns}, conversation, ending, revision, first_reader, duty_at, sealed from handoffs where id = $1`,
        [id],
      );
      if (!row) return undefined;
      const events = await database.rows(
        'select id, at, kind, consult, sealed from handoff_events where handoff = $1 order by at, revision, id',
        [id],
      );
      return detailFrom(row, events, sealer);
    },
    async byCode(hash) {
      const [row] = await database.rows('select id from handoffs where code_hash = $1', [hash]);
      return row && String(row['id']);
    },
    move: (write) => database.transaction((run) => writeMove(run, write, database.engine, sealer)),
    async enter(handoff, by, at) {
      await database.transaction(async (run) => {
        await putHandoff(run, handoff, sealer);
        await appendAudit(run, sealer, {
          at,
          actor: by.id,
          name: by.name,
          action: 'enter',
          subject: handoff.id,
          purpose: by.purpose,
        });
      });
    },
    async see(id, by, at, action = 'view') {
      await database.transaction(async (run) => {
        await run('update handoffs set first_reader = $1 where id = $2 and first_reader is null', [by.id, id]);
        await run('update handoffs set news = 0 where id = $1 and owner = $2 and news > 0', [id, by.id]);
        await appendAudit(run, sealer, { at, actor: by.id, name: by.name, action, subject: id, purpose: by.purpose });
      });
    },
    async searched(by, at, detail) {
      await database.transaction((run) =>
        appendAudit(run, sealer, {
          at,
          actor: by.id,
          name: by.name,
          action: 'search',
          subject: 'queue',
          purpose: by.purpose,
          detail,
          // The list refreshes itself at every change: what a worker searched is told once an hour.
          once: `search ${by.id} ${detail} ${at.slice(0, 13)}`,
        }),
      );
    },
    async chat(conversation) {
      const rows = await database.rows('select first, sealed from turns where conversation = $1 order by first', [
        conversation,
      ]);
      return linesOf(rows.map((row) => entryFrom(row['first'], row['sealed'], conversation, sealer)));
    },
    async draft(id, worker) {
      const [row] = await database.rows('select sealed from drafts where handoff = $1 and worker = $2', [id, worker]);
      return row ? (sealer.open(row['sealed'] as Buffer, draftPlace(id, worker)) as string) : '';
    },
    async keepDraft(id, worker, text, at) {
      await database.transaction((run) =>
        text === ''
          ? run('delete from drafts where handoff = $1 and worker = $2', [id, worker])
          : run(
              `insert into drafts (handoff, worker, at, sealed) values ($1, $2, $3, $4)
               on conflict (handoff, worker) do update set at = excluded.at, sealed = excluded.sealed`,
              [id, worker, at, sealer.seal(text, draftPlace(id, worker))],
            ),
      );
    },
    consults: () => openConsults(database, sealer),
    async setAway(worker, away, at) {
      await database.transaction((run) =>
        away
          ? run('insert into absences (worker, since) values ($1, $2) on conflict (worker) do nothing', [worker, at])
          : run('delete from absences where worker = $1', [worker]),
      );
    },
    async away(worker) {
      return (await database.rows('select since from absences where worker = $1', [worker])).length > 0;
    },
    async absent() {
      const rows = await database.rows('select worker, since from absences order by since');
      return rows.map((row) => ({ worker: String(row['worker']), since: String(row['since']) }));
    },
    notify: (notices, at) => database.transaction((run) => putNotices(run, notices, at, sealer)),
    async trail(subject, by, at) {
      const { id: actor, name, purpose } = by;
      return readTrail(database, sealer, subject, { at, actor, name, purpose }, mostListed);
    },
  };
}

function draftPlace(handoff: string, worker: string): string {
  return `draft ${handoff} ${worker}`;
}
