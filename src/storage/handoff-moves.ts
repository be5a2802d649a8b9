import { randomUUID } from 'node:crypto';
import { sizeOf, type Entry } from '../conversation/outgoing';
import { RevisionConflict } from '../errors';
import type { Consult, Moved, MoveWrite } from '../queue/ports';
import { putEntry, type Run } from './entries';
import type { SealedEvent } from './handoff-rows';
import { putNotices } from './posts';
import type { Sealer } from './seal';
import type { Database } from './sql';
import { audit } from './trail';

/**
 * Writes one move: the handoff's new standing, the event, the trail, the notices, and what the family is told, all or nothing.
 * A turn locks its conversation before its handoff; so does a move that speaks, or the two could wait for each other.
 */
export async function writeMove(
  run: Run,
  write: MoveWrite,
  engine: Database['engine'],
  sealer: Sealer,
): Promise<Moved<Entry>> {
  const size = write.tell ? await sizeLocked(run, write.tell.conversation, write.id, engine) : undefined;
  if (write.tell?.must === true && size === undefined) return { moved: false, why: 'family-gone' };
  if (!(await changed(run, write))) return { moved: false, why: 'changed' };
  if (write.consult?.asks) await putConsult(run, write, write.consult.id, write.consult.asks, sealer);
  if (write.change.closedAt !== null)
    await run('update consults set closed_at = $1 where handoff = $2 and closed_at is null', [write.at, write.id]);
  await putEvent(run, write, sealer);
  const { id, name, purpose } = write.by;
  if (id !== '') await audit(run, { at: write.at, actor: id, name, action: write.move, subject: write.id, purpose });
  await putNotices(run, write.notices ?? [], write.at, sealer);
  return { moved: true, announced: size === undefined ? undefined : await tellFamily(run, write, size, sealer) };
}

async function changed(run: Run, { id, from, move, at, told, change }: MoveWrite): Promise<boolean> {
  const { offeredTo } = change;
  const ending = move === 'withdraw' ? 'withdrew' : change.closedAt === null ? null : (told?.ending ?? null);
  const { count } = await run(
    `update handoffs set state = $1, owner = $2, owner_name = $3, region = $4, area = $5, due_at = $6, touched_at = $7,
       attempted_at = $8, contacted_at = $9, tries = $10, moves = $11, offered_area = $12, offered_party = $13,
       closed_at = $14, transferred_at = $15, preferred = $16, fill_later = $17,
       ending = case when $18 = 1 then null else coalesce($19, ending) end,
       duty_at = coalesce($20, duty_at), revision = revision + 1
     where id = $21 and revision = $22`,
    [
      change.state,
      change.owner,
      change.ownerName,
      change.region,
      change.area,
      change.dueAt,
      change.touchedAt,
      change.attemptedAt,
      change.contactedAt,
      change.tries,
      change.moves,
      offeredTo !== null && 'area' in offeredTo ? offeredTo.area : null,
      offeredTo !== null && 'party' in offeredTo ? offeredTo.party : null,
      change.closedAt,
      change.transferredAt,
      change.preferred,
      change.fillLater ? 1 : 0,
      change.closedAt === null ? 1 : 0,
      ending,
      move === 'duty' ? at : null,
      id,
      from,
    ],
  );
  return count === 1;
}

async function putEvent(run: Run, write: MoveWrite, sealer: Sealer): Promise<void> {
  const { axes: _axes, ...told } = write.told ?? {};
  const id = write.once ?? randomUUID();
  const sealed = {
    ...told,
    name: write.by.name,
    evaluation: write.evaluation ?? null,
  } as SealedEvent;
  await run(
    'insert into handoff_events (id, handoff, at, kind, actor, revision, consult, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [
      id,
      write.id,
      write.at,
      write.move,
      write.by.id === '' ? null : write.by.id,
      write.from,
      write.consult?.id ?? null,
      sealer.seal(sealed, `event ${id}`),
    ],
  );
}

async function putConsult(
  run: Run,
  write: MoveWrite,
  id: string,
  asks: Omit<Consult, 'id' | 'handoff' | 'at' | 'answers'>,
  sealer: Sealer,
): Promise<void> {
  await run('insert into consults (id, handoff, at, asked_by, closed_at, sealed) values ($1, $2, $3, $4, null, $5)', [
    id,
    write.id,
    write.at,
    write.by.id,
    sealer.seal(asks, `consult ${id}`),
  ]);
}

/** How long the family's conversation is, held until the move is written; nothing when the family has left it. */
async function sizeLocked(
  run: Run,
  conversation: string,
  handoff: string,
  engine: Database['engine'],
): Promise<number | undefined> {
  const lock = engine === 'postgresql' ? ' for update' : '';
  const { rows } = await run(`select size from conversations where id = $1 and handoff = $2${lock}`, [
    conversation,
    handoff,
  ]);
  const size = rows[0]?.['size'];
  return typeof size === 'number' ? size : undefined;
}

/** Words for the family's conversation, in the same transaction as the move: a turn thought before it is thought again. */
async function tellFamily(run: Run, write: MoveWrite, size: number, sealer: Sealer): Promise<Entry | undefined> {
  if (!write.tell) return undefined;
  const { conversation, words, by } = write.tell;
  const entry: Entry = {
    conversation,
    first: size,
    at: write.at,
    messageId: `move/${write.id}/${write.from}`,
    told: undefined,
    words,
    by,
  };
  const written = await run(
    'update conversations set size = $1, revision = revision + 1, touched_at = $2 where id = $3 and size = $4',
    [size + sizeOf(entry), write.at, conversation, size],
  );
  if (written.count !== 1) throw new RevisionConflict(conversation);
  await putEntry(run, entry, sealer);
  return entry;
}
