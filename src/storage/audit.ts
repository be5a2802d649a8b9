import { createHash, randomUUID } from 'node:crypto';
import type { Sealer } from './seal';
import type { Row, Run } from './sql';

/** One line of who did what to which data, when, and for which purpose (703/2023 10 §). It never holds a family's words. */
export interface NewLine {
  readonly at: string;
  /** The unique id of who acted; `system:…` when nobody but the program did. */
  readonly actor: string;
  readonly name: string;
  /** A move of the queue, `view`, `search`, `export`, `delete`, `restore` or `audit-read`. */
  readonly action: string;
  /** The id of the handoff, or what else was acted on, such as `queue` or `audit`. */
  readonly subject: string;
  readonly purpose: string;
  /** Filters of a search, or how many were deleted. */
  readonly detail?: string;
  /** The handoff's case number; found from the subject while the handoff is there. It stays when the handoff is gone. */
  readonly caseNumber?: string;
  /** Lines of the same `once` are written a single time: a list that refreshes itself is not a search each time. */
  readonly once?: string;
}

/** The two ends of the chain: the last line, and the last one that retention has taken away. */
export interface ChainEnds {
  readonly seq: number;
  readonly hash: string;
  readonly prunedTo: number;
  readonly prunedHash: string;
}

/** What the first line of a chain hangs on. */
export const chainBegins: ChainEnds = { seq: 0, hash: 'begins', prunedTo: 0, prunedHash: 'begins' };

const headPlace = 'audit head';

/**
 * Writes a line as the next of the chain, in the transaction of what it tells. Write it last there: lines follow each other, and
 * whoever writes the next one waits for this transaction. Nothing is done when the line cannot be written.
 */
export async function appendAudit(run: Run, sealer: Sealer, line: NewLine): Promise<void> {
  const ends = await holdChain(run, sealer);
  const id = line.once === undefined ? randomUUID() : createHash('sha256').update(line.once).digest('base64url');
  if (line.once !== undefined && (await run('select 1 as known from audit where id = $1', [id])).rows.length > 0)
    return;
  const found = line.caseNumber ?? (await caseOf(run, line.subject));
  const row = {
    id,
    at: line.at,
    actor: line.actor,
    actor_name: line.name,
    action: line.action,
    subject: line.subject,
    case_number: found,
    purpose: line.purpose,
    detail: line.detail ?? '',
    seq: ends.seq + 1,
    key_id: sealer.hashKey,
  };
  const hash = chained(sealer, ends.hash, row);
  await run(
    `insert into audit (id, at, actor, actor_name, action, subject, case_number, purpose, detail, seq, key_id, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [...Object.values(row), hash],
  );
  await moveEnds(run, sealer, { ...ends, seq: row.seq, hash });
}

/** The hash of a line: keyed, over the line itself and the hash of the one before. */
export function chained(sealer: Sealer, previous: string, row: Row): string {
  const columns = ['seq', 'id', 'at', 'actor', 'actor_name', 'action', 'subject', 'case_number', 'purpose', 'detail'];
  const told = JSON.stringify(columns.map((column) => row[column] ?? null));
  return sealer.mac('audit chain', `${previous}\n${String(row['key_id'])}\n${told}`);
}

/** Keeps other writers of the trail waiting until this transaction ends, and tells the ends of the chain; begins it on the first call. */
export async function holdChain(run: Run, sealer: Sealer): Promise<ChainEnds> {
  const held = async (): Promise<Row | undefined> =>
    (await run('update audit_head set seq = seq where id = 1 returning seq, pruned_to, sealed')).rows[0];
  const row = (await held()) ?? (await begin(run, sealer)) ?? (await held());
  if (!row) throw new Error('the audit trail has no head');
  return endsOf(row, sealer);
}

/** The ends of the chain as they are sealed. Throws when the row's own numbers tell otherwise. */
export function endsOf(row: Row, sealer: Sealer): ChainEnds {
  const ends = sealer.open(row['sealed'] as Buffer, headPlace) as ChainEnds;
  if (ends.seq !== row['seq'] || ends.prunedTo !== row['pruned_to'])
    throw new Error('the head of the audit trail does not agree with its seal: run npm run audit:verify');
  return ends;
}

/** Writes the ends of the chain, by whoever holds it. */
export async function moveEnds(run: Run, sealer: Sealer, ends: ChainEnds): Promise<void> {
  await run('update audit_head set seq = $1, pruned_to = $2, sealed = $3 where id = 1', [
    ends.seq,
    ends.prunedTo,
    sealer.seal(ends, headPlace),
  ]);
}

/** The first line begins the chain. Lines from before there was one are taken into it in their order, as they stand. */
async function begin(run: Run, sealer: Sealer): Promise<Row | undefined> {
  const made = await run(
    'insert into audit_head (id, seq, pruned_to, sealed) values (1, 0, 0, $1) on conflict do nothing',
    [sealer.seal(chainBegins, headPlace)],
  );
  if (made.count !== 1) return undefined;
  let ends = chainBegins;
  const { rows } = await run('select * from audit where seq is null order by at, id');
  for (const old of rows) {
    const row = { ...old, seq: ends.seq + 1, key_id: sealer.hashKey };
    ends = { ...ends, seq: row.seq, hash: chained(sealer, ends.hash, row) };
    await run('update audit set seq = $1, key_id = $2, hash = $3 where id = $4', [
      ends.seq,
      sealer.hashKey,
      ends.hash,
      old['id'] ?? null,
    ]);
  }
  await moveEnds(run, sealer, ends);
  return (await run('select seq, pruned_to, sealed from audit_head where id = 1')).rows[0];
}

async function caseOf(run: Run, handoff: string): Promise<string | null> {
  const { rows } = await run('select case_number from handoffs where id = $1', [handoff]);
  return (rows[0]?.['case_number'] as string | undefined) ?? null;
}
