import { appendAudit, chainBegins, chained, endsOf, holdChain, moveEnds, type ChainEnds, type NewLine } from './audit';
import type { AuditLine } from '../queue/ports';
import type { Sealer } from './seal';
import type { Database, Row } from './sql';

/** What a walk along the whole chain found. */
export interface TrailReport {
  /** How many lines were read and stand. */
  readonly lines: number;
  readonly ends: ChainEnds;
  /** The first line that does not stand, and why; nothing when all do. */
  readonly broken: { readonly seq: number; readonly why: string } | undefined;
}

/** A line as it was kept, for reading; `seq` is null where it is older than the chain. */
export interface KeptLine extends AuditLine {
  readonly seq: number | null;
}

const batch = 1_000;

/**
 * Walks the chain from its checkpoint to its head and recomputes every hash. Finds a line that was changed, left out, put between or
 * put beside the chain, and a tail that was cut off. `expected` is the number and hash of a line as somebody noted it elsewhere:
 * only that finds a whole database put back to an older day.
 */
export async function verifyTrail(
  database: Database,
  sealer: Sealer,
  expected?: { readonly seq: number; readonly hash: string },
): Promise<TrailReport> {
  for (;;) {
    const report = await walk(database, sealer, expected);
    // Retention moved the checkpoint while the walk was on its way: walk again.
    const head = report.broken && (await trailEnds(database, sealer).catch(() => undefined));
    if (!head || head.prunedTo === report.ends.prunedTo) return report;
  }
}

async function walk(
  database: Database,
  sealer: Sealer,
  expected: { readonly seq: number; readonly hash: string } | undefined,
): Promise<TrailReport> {
  let ends: ChainEnds;
  try {
    const found = await trailEnds(database, sealer);
    const [line] = await database.rows('select seq from audit where seq is not null order by seq limit 1');
    if (!found && line)
      return {
        lines: 0,
        ends: chainBegins,
        broken: { seq: Number(line['seq']), why: 'the head of the chain is gone' },
      };
    ends = found ?? chainBegins;
  } catch {
    return { lines: 0, ends: chainBegins, broken: { seq: 0, why: 'the sealed head of the chain was changed' } };
  }
  let [seq, hash, lines] = [ends.prunedTo, ends.prunedHash, 0];
  const broken = (why: string): TrailReport => ({ lines, ends, broken: { seq: seq + 1, why } });
  for (;;) {
    const rows = await database.rows(`select * from audit where seq > $1 order by seq limit ${batch}`, [seq]);
    for (const row of rows) {
      if (row['seq'] !== seq + 1) return broken('a line is missing here');
      if (row['key_id'] !== sealer.hashKey) return broken('the line was written with another key');
      const right = chained(sealer, hash, row);
      if (row['hash'] !== right) return broken('the line, or the one before it, was changed');
      [seq, hash, lines] = [seq + 1, right, lines + 1];
      if (expected?.seq === seq && expected.hash !== hash)
        return { lines, ends, broken: { seq, why: 'the line is another than the one that was noted' } };
    }
    if (rows.length === batch) continue;
    const before = ends.seq;
    ends = (await trailEnds(database, sealer).catch(() => undefined)) ?? ends;
    // Lines were written while these were read.
    if (ends.seq > before && ends.seq > seq) continue;
    if (ends.seq > seq) return broken('the end of the trail was cut off here');
    if (ends.seq < seq || ends.hash !== hash)
      return { lines, ends, broken: { seq, why: 'the head does not know this line' } };
    break;
  }
  const [beside] = await database.rows('select id from audit where seq is null limit 1');
  if (beside && ends.seq > 0) return { lines, ends, broken: { seq: 0, why: 'a line stands outside the chain' } };
  if (expected && expected.seq > seq) return broken('the trail ends before the line that was noted');
  return { lines, ends, broken: undefined };
}

/** The ends of the chain as they stand; nothing while no line was ever written. Throws when the head was changed. */
export async function trailEnds(database: Database, sealer: Sealer): Promise<ChainEnds | undefined> {
  const [row] = await database.rows('select seq, pruned_to, sealed from audit_head where id = 1');
  return row && endsOf(row, sealer);
}

/**
 * Everything a worker did (by the worker's id) or everything done to one contact (by its case number or id), or everything at all, the
 * newest first. The reading is itself written to the trail before, with who reads.
 */
export async function readTrail(
  database: Database,
  sealer: Sealer,
  about: string | undefined,
  reader: Pick<NewLine, 'at' | 'actor' | 'name' | 'purpose'>,
  most?: number,
): Promise<readonly KeptLine[]> {
  const reading = { ...reader, action: 'audit-read', subject: about ?? 'audit' };
  await database.transaction((run) => appendAudit(run, sealer, reading));
  const which = about === undefined ? '' : 'where actor = $1 or case_number = $1 or subject = $1';
  const limit = most === undefined ? '' : `limit ${most}`;
  const rows = await database.rows(
    `select * from audit ${which} order by seq desc ${limit}`,
    about === undefined ? [] : [about],
  );
  return rows.map(lineFrom);
}

function lineFrom(row: Row): KeptLine {
  const caseNumber = row['case_number'];
  return {
    at: String(row['at']),
    actor: String(row['actor']),
    name: String(row['actor_name']),
    action: String(row['action']),
    subject: String(row['subject']),
    caseNumber: typeof caseNumber === 'string' ? caseNumber : null,
    purpose: String(row['purpose']),
    detail: String(row['detail']),
    seq: row['seq'] === null ? null : Number(row['seq']),
  };
}

/**
 * Takes away the lines of before a moment, from the beginning of the chain up to the first that is younger. The checkpoint is sealed
 * first, so that what stays can still be verified. Returns how many went; the taking away is a line of its own.
 */
export async function pruneTrail(database: Database, sealer: Sealer, before: Date, at: Date): Promise<number> {
  return database.transaction(async (run) => {
    const ends = await holdChain(run, sealer);
    const { rows: first } = await run('select min(seq) as seq from audit where at >= $1', [before.toISOString()]);
    const upTo = Number(first[0]?.['seq'] ?? ends.seq + 1) - 1;
    if (upTo <= ends.prunedTo) return 0;
    const { rows: last } = await run('select hash from audit where seq = $1', [upTo]);
    await moveEnds(run, sealer, { ...ends, prunedTo: upTo, prunedHash: String(last[0]?.['hash']) });
    const gone = await run('delete from audit where seq <= $1', [upTo]);
    await appendAudit(run, sealer, {
      at: at.toISOString(),
      actor: 'system:retention',
      name: 'retention',
      action: 'delete',
      subject: 'audit',
      purpose: 'retention',
      detail: `lines ${gone.count}`,
    });
    return gone.count;
  });
}
