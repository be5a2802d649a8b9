import { appendAudit } from './audit';
import type { Sealer } from './seal';
import type { Database, Run } from './sql';

/** What was deleted on purpose, known only by a keyed hash of its random id: enough to delete it again, and no more. */
export interface Deletion {
  readonly hash: string;
  readonly at: string;
}

const kinds = ['handoff', 'conversation'] as const;
export type DeletedKind = (typeof kinds)[number];

const tables = { handoff: 'handoffs', conversation: 'conversations' } as const;
const batch = 1_000;

/** Notes a deletion in its own transaction, so that a backup from before it does not bring the deleted back. */
export async function noteDeletion(
  run: Run,
  sealer: Sealer,
  { what, id, at }: { readonly what: DeletedKind; readonly id: string; readonly at: string },
): Promise<void> {
  await run('insert into deletions (hash, what, at) values ($1, $2, $3) on conflict do nothing', [
    hashOf(sealer, what, id),
    what,
    at,
  ]);
}

/** The deletions noted at or after a moment, oldest first. */
export async function deletionsSince(database: Database, from: string): Promise<readonly Deletion[]> {
  const rows = await database.rows('select hash, at from deletions where at >= $1 order by at, hash', [from]);
  return rows.map((row) => ({ hash: String(row['hash']), at: String(row['at']) }));
}

/** What `deleteAgain` found: how many of the list the database did not know, and what came back and was deleted. */
export interface DeletedAgain {
  readonly unknown: number;
  readonly handoffs: number;
  readonly conversations: number;
}

/**
 * Deletes again what the list tells and the database has forgotten, as one does that was put back from a backup. Where the database
 * knows the whole list nothing was put back, and no row is looked at. Each handoff deleted again is a line of the audit trail.
 */
export async function deleteAgain(
  database: Database,
  sealer: Sealer,
  list: readonly Deletion[],
  at: Date,
): Promise<DeletedAgain> {
  const known = new Set((await deletionsSince(database, '')).map(({ hash }) => hash));
  const forgotten = new Map(list.filter(({ hash }) => !known.has(hash)).map((one) => [one.hash, one]));
  const again = { unknown: forgotten.size, handoffs: 0, conversations: 0 };
  if (forgotten.size === 0) return again;
  for (const what of kinds) {
    for (const id of await idsOf(database, tables[what], (one) => forgotten.has(hashOf(sealer, what, one)))) {
      await database.transaction((run) => (what === 'handoff' ? dropHandoff : dropConversation)(run, sealer, id, at));
      again[tables[what]] += 1;
    }
  }
  for (const { hash, at: then } of forgotten.values())
    await database.transaction((run) =>
      run('insert into deletions (hash, what, at) values ($1, $2, $3) on conflict do nothing', [hash, 'again', then]),
    );
  return again;
}

async function idsOf(database: Database, table: string, wanted: (id: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  let after = '';
  for (;;) {
    const rows = await database.rows(`select id from ${table} where id > $1 order by id limit ${batch}`, [after]);
    const ids = rows.map((row) => String(row['id']));
    found.push(...ids.filter(wanted));
    if (ids.length < batch) return found;
    after = ids.at(-1) ?? '';
  }
}

async function dropConversation(run: Run, _sealer: Sealer, id: string): Promise<void> {
  await run('delete from turns where conversation = $1', [id]);
  await run('delete from conversations where id = $1', [id]);
}

async function dropHandoff(run: Run, sealer: Sealer, id: string, at: Date): Promise<void> {
  const { rows } = await run('delete from handoffs where id = $1 returning case_number', [id]);
  await dropTraces(run, id);
  await appendAudit(run, sealer, {
    at: at.toISOString(),
    actor: 'system:restore',
    name: 'restore',
    action: 'delete',
    subject: id,
    purpose: 'deleted before the backup was put back',
    ...(rows[0] ? { caseNumber: String(rows[0]['case_number']) } : {}),
  });
}

/**
 * What leads nowhere without its handoff: its notices, which carry its id in their own, and its cards in Teams that say that it is
 * over. A card that does not say so yet stays until it does.
 */
export async function dropTraces(run: Run, handoff: string): Promise<void> {
  const exactly = handoff.replace(/[\\%_]/g, '\\$&');
  await run(String.raw`delete from outbox where id like $1 escape '\' or id like $2 escape '\'`, [
    `%/${exactly}`,
    `%/${exactly}/%`,
  ]);
  await run('delete from team_cards where handoff = $1 and over = 1', [handoff]);
}

function hashOf(sealer: Sealer, what: DeletedKind, id: string): string {
  return sealer.mac('deleted', `${what} ${id}`);
}
