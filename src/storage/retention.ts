import { appendAudit } from './audit';
import { pruneTrail } from './audit-trail';
import { dropTraces, noteDeletion } from './deletions';
import type { Sealer } from './seal';
import type { Database } from './sql';
import { endStaleSessions, staleAt } from './worker-sessions';

/** How long each class of what is kept stays, as the settings RETENTION_… tell. */
export interface Keeping {
  /** Hours after the last message of an anonymous conversation. */
  readonly conversationHours: number;
  /** Days after a handoff has ended and been moved to the client information system. */
  readonly handoffDays: number;
  /** Days after a notice was delivered. */
  readonly outboxDays: number;
  readonly tallyYears: number;
  readonly auditYears: number;
  /** Days that a backup may be put back, and that deletions are therefore remembered. */
  readonly backupDays: number;
}

/** How many of each class went, or would go in a dry run. */
export interface Retained {
  readonly conversations: number;
  readonly workerSessions: number;
  readonly handoffs: number;
  /** Handoffs that a family withdrew before any worker had seen them. */
  readonly withdrawn: number;
  readonly outbox: number;
  readonly tallies: number;
  readonly audit: number;
  readonly deletions: number;
  /** Handoffs that should long be in the client information system and are not. They are never deleted: somebody must act. */
  readonly untransferred: number;
}

const batch = 500;
const day = 86_400_000;

/** The moment a handoff's life ended: closing, else whatever happened to it last. */
const ended = `coalesce(closed_at, (select max(e.at) from handoff_events e where e.handoff = handoffs.id), received_at)`;

const transferred = `state in ('closed', 'withdrawn') and transferred_at is not null and transferred_at < $1 and ${ended} < $1`;

/**
 * The duty to record begins when the provider learns of the need (703/2023 37 §). A contact that its family took back before any
 * worker had opened it was learnt of by nobody. One in which danger was heard is never let go unseen.
 */
const withdrawnUnseen = `state = 'withdrawn' and transferred_at is null and danger_rank = 0 and ${ended} < $1
  and not exists (select 1 from audit a where a.subject = handoffs.id and a.actor not like 'system:%' and a.actor <> 'family')`;

/**
 * Lets go of everything whose time is over, each class by its own rule, and writes to the audit trail what went. May run at any
 * moment, on several replicas at once and any number of times. A dry run only counts.
 */
export async function retain(
  database: Database,
  sealer: Sealer,
  keeping: Keeping,
  now: Date,
  { dry = false }: { readonly dry?: boolean } = {},
): Promise<Retained> {
  const limits = limitsOf(keeping, now);
  const plain = async (from: string, limit: string, subject?: string): Promise<number> => {
    if (dry) return countOf(database, from, limit);
    return database.transaction(async (run) => {
      const { count } = await run(`delete from ${from}`, [limit]);
      if (count > 0 && subject !== undefined)
        await appendAudit(run, sealer, { ...lineOf(now), subject, detail: `rows ${count}` });
      return count;
    });
  };
  const handoffs = (rule: string): Promise<number> =>
    dry
      ? countOf(database, `handoffs where ${rule}`, limits.handoff)
      : deleteHandoffs(database, sealer, rule, limits.handoff, now);
  const gone = {
    conversations: dry
      ? await countOf(database, 'conversations where touched_at < $1', limits.conversation)
      : await endIdleConversations(database, now, keeping.conversationHours),
    workerSessions: await endWorkerSessions(database, sealer, now, dry),
    handoffs: await handoffs(transferred),
    withdrawn: await handoffs(withdrawnUnseen),
    outbox: await plain('outbox where delivered_at is not null and delivered_at < $1', limits.outbox, 'outbox'),
    tallies: await plain('tallies where day < $1', limits.tally.slice(0, 10), 'tallies'),
    audit: dry
      ? await countOf(database, 'audit where at < $1', limits.audit)
      : await pruneTrail(database, sealer, new Date(limits.audit), now),
    deletions: await plain('deletions where at < $1', limits.backup),
  };
  if (!dry) await overwrite(database);
  return { ...gone, untransferred: await untransferred(database, keeping, now) };
}

/** How many handoffs wait in vain to be moved to the client information system: longer than a moved one would be kept. */
export async function untransferred(database: Database, keeping: Keeping, now: Date): Promise<number> {
  const { handoff } = limitsOf(keeping, now);
  return countOf(
    database,
    `handoffs where kind <> 'synthetic' and transferred_at is null and received_at < $1 and ${ended} < $1 and not (${withdrawnUnseen})`,
    handoff,
  );
}

/**
 * Ends conversations that nobody has touched for some hours: their rows are gone, and with secure delete their pages are
 * overwritten. Handoffs made in them stay in the queue. Returns how many ended.
 */
export async function endIdleConversations(database: Database, now: Date, hours = 20): Promise<number> {
  const before = new Date(now.getTime() - hours * 3_600_000).toISOString();
  let gone = 0;
  for (;;) {
    const idle = await database.rows(`select id from conversations where touched_at < $1 limit ${batch}`, [before]);
    if (idle.length === 0) break;
    await database.transaction(async (run) => {
      for (const { id } of idle) {
        // Touched again in between, it stays.
        const one = await run('delete from conversations where id = $1 and touched_at < $2', [id ?? null, before]);
        if (one.count === 1) await run('delete from turns where conversation = $1', [id ?? null]);
        gone += one.count;
      }
    });
  }
  await overwrite(database);
  return gone;
}

async function endWorkerSessions(database: Database, sealer: Sealer, now: Date, dry: boolean): Promise<number> {
  if (!dry) return endStaleSessions(database, sealer, now);
  const { where, values } = staleAt(now);
  const [row] = await database.rows(`select count(*) as found from worker_sessions where ${where}`, values);
  return Number(row?.['found'] ?? 0);
}

/** One handoff a transaction: a worker's move that holds the next one is never waited for with the trail in hand. */
async function deleteHandoffs(
  database: Database,
  sealer: Sealer,
  rule: string,
  limit: string,
  now: Date,
): Promise<number> {
  let gone = 0;
  for (;;) {
    const over = await database.rows(`select id, case_number from handoffs where ${rule} limit ${batch}`, [limit]);
    if (over.length === 0) return gone;
    for (const row of over) {
      const id = String(row['id']);
      await database.transaction(async (run) => {
        // Reopened in between, it stays; deleted by another replica, it is that one's to tell.
        const { count } = await run(`delete from handoffs where ${rule} and id = $2`, [limit, id]);
        if (count !== 1) return;
        await dropTraces(run, id);
        await noteDeletion(run, sealer, { what: 'handoff', id, at: now.toISOString() });
        await appendAudit(run, sealer, { ...lineOf(now), subject: id, caseNumber: String(row['case_number']) });
        gone += 1;
      });
    }
  }
}

function lineOf(now: Date): { at: string; actor: string; name: string; action: string; purpose: string } {
  return {
    at: now.toISOString(),
    actor: 'system:retention',
    name: 'retention',
    action: 'delete',
    purpose: 'retention',
  };
}

function limitsOf(
  keeping: Keeping,
  now: Date,
): Readonly<Record<'conversation' | 'handoff' | 'outbox' | 'tally' | 'audit' | 'backup', string>> {
  const days = (count: number): string => new Date(now.getTime() - count * day).toISOString();
  const years = (count: number): string => {
    const then = new Date(now);
    then.setUTCFullYear(then.getUTCFullYear() - count);
    return then.toISOString();
  };
  return {
    conversation: new Date(now.getTime() - keeping.conversationHours * 3_600_000).toISOString(),
    handoff: days(keeping.handoffDays),
    outbox: days(keeping.outboxDays),
    tally: years(keeping.tallyYears),
    audit: years(keeping.auditYears),
    backup: days(keeping.backupDays),
  };
}

async function countOf(database: Database, from: string, limit: string): Promise<number> {
  const [row] = await database.rows(`select count(*) as found from ${from}`, [limit]);
  return Number(row?.['found'] ?? 0);
}

/** The write-ahead log keeps what was deleted, also by families who left, until it is written back and cut. PostgreSQL vacuums by itself. */
async function overwrite(database: Database): Promise<void> {
  if (database.engine === 'libsql') await database.rows('pragma wal_checkpoint(truncate)');
}
