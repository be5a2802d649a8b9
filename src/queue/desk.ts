import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { NameTaken, RevisionConflict, ServiceError } from '../errors';
import type { Listed, NewHandoff } from './handoff';
import { allowed, moved, type Move } from './life';
import { tellOf, type MoveWords } from './family-hears';
import { mayOpen, mayWork, mayWorkIn, moverOf, seenBy } from './may';
import { noticesOf } from './notices';
import type { AuditLine, Consult, Desk, Detail, EvaluationAxes, MoveTold, MoveWrite, Shown, Worker } from './ports';

const mostTries = 50;

/** The segment of a region's model at some axes, if the region has a model. */
export type SegmentAt = (region: string, axes: EvaluationAxes) => string | null;

/** What the desk asks of the regions. */
export interface DeskRules {
  readonly words: MoveWords;
  readonly segmentAt: SegmentAt;
  /** By when a family is reached that is taken up again now. */
  readonly dueAt: (region: string, area: string, at: Date) => Date;
  /** Whether there is such an area (`region/area`) or such a party in a region, to move a handoff on to. */
  readonly isTarget: (region: string, target: NonNullable<MoveTold['target']>) => boolean;
}

/** What a worker may do at the queue. Each refusal is a ServiceError with a code of the closed list. */
export interface WorkDesk<Announced> {
  list(
    worker: Worker,
    query?: { readonly state?: Shown; readonly area?: string | undefined; readonly case?: string | undefined },
  ): Promise<readonly Listed[]>;
  /** Opens a handoff; the look is written down before anything is shown. `action` names what is done besides looking. */
  open(worker: Worker, id: string, action?: 'view' | 'export'): Promise<Detail>;
  /** Opens by the code that the family says on the phone (hashed already). */
  openByCode(worker: Worker, hash: string): Promise<Detail>;
  /** The conversation of a handoff that is in the worker's own hands. Nothing is shown, so nothing is written in the trail. */
  inHand(worker: Worker, id: string): Promise<string>;
  /** With a key the same deed sent again, since its answer was lost, is answered and not done again. */
  make(worker: Worker, id: string, move: Move, told: MoveTold, key?: string): Promise<Announced | undefined>;
  /** Takes in a contact that came otherwise than by the chat; with a key, once however often it is sent. */
  enter(worker: Worker, handoff: NewHandoff, key?: string): Promise<Pick<Listed, 'id' | 'case'>>;
  draft(worker: Worker, id: string): Promise<string>;
  keepDraft(worker: Worker, id: string, text: string): Promise<void>;
  consults(worker: Worker): Promise<readonly Consult[]>;
  /** Answers a consultation, also for those who may not know whom it is about. */
  answer(worker: Worker, consult: string, text: string, key?: string): Promise<Announced | undefined>;
  setAway(worker: Worker, away: boolean): Promise<void>;
  away(worker: Worker): Promise<boolean>;
  /** The trail of looks and moves, for auditors and supervisors; that they read it is a line of it. */
  trail(worker: Worker, subject: string | undefined): Promise<readonly AuditLine[]>;
}

export function workDesk<Announced>(desk: Desk<Announced>, clock: Clock, rules: DeskRules): WorkDesk<Announced> {
  const permitted = async (worker: Worker, id: string): Promise<Detail> => {
    mayWork(worker);
    const found = await desk.read(id);
    if (!found) throw new ServiceError('handoff-unknown');
    if (!mayOpen(worker, found)) throw new ServiceError('not-permitted');
    return found;
  };
  const open = async (worker: Worker, id: string, action: 'view' | 'export' = 'view'): Promise<Detail> => {
    const found = await permitted(worker, id);
    await desk.see(id, worker, clock.now().toISOString(), action);
    return { ...found, firstReader: found.firstReader ?? worker.id, news: found.owner === worker.id ? 0 : found.news };
  };
  const make = async (
    worker: Worker,
    move: Move,
    told: MoveTold,
    read: () => Promise<Detail>,
    { key, consult }: { readonly key?: string | undefined; readonly consult?: string },
  ): Promise<Announced | undefined> => {
    for (let tried = 1; ; tried += 1) {
      const found = await read();
      const once = key === undefined ? undefined : deedOf(worker, `${found.id}/${move}`, key);
      if (once !== undefined && found.events.some((event) => event.id === once)) return undefined;
      const write = thought(found, worker, move, told, clock.now(), rules, consult);
      const done = await unlessMovedOn(desk.move(once === undefined ? write : { ...write, once }));
      if (done.moved) return done.announced;
      if (done.why === 'family-gone') throw new ServiceError('family-gone');
      // Somebody moved it in between: a claim has lost; a note is only written again.
      if (tried >= mostTries) throw new ServiceError('handoff-taken');
    }
  };
  return {
    async list(worker, { state = 'open', area, case: caseNumber } = {}) {
      mayWork(worker);
      const areas = area === undefined ? worker.areas : mayWorkIn(worker, area) ? [area] : [];
      const within = areas === 'all' ? 'all' : areas.join(' ');
      const which = caseNumber === undefined ? state : `${state} case ${caseNumber}`;
      await desk.searched(worker, clock.now().toISOString(), `${which} areas ${within}`);
      return desk.list(areas, state, caseNumber);
    },
    open,
    async openByCode(worker, hash) {
      mayWork(worker);
      await desk.searched(worker, clock.now().toISOString(), 'code');
      const id = await desk.byCode(hash);
      if (id === undefined) throw new ServiceError('handoff-unknown');
      return open(worker, id);
    },
    async inHand(worker, id) {
      const found = await permitted(worker, id);
      const ruled = allowed('say', found, moverOf(worker));
      if ('refused' in ruled) throw new ServiceError(ruled.refused);
      if (found.conversation === null) throw new ServiceError('family-gone');
      return found.conversation;
    },
    make: (worker, id, move, told, key) => make(worker, move, told, () => permitted(worker, id), { key }),
    async enter(worker, handoff, key) {
      mayWork(worker);
      if (!mayWorkIn(worker, `${handoff.region}/${handoff.area}`)) throw new ServiceError('not-permitted');
      const id = key === undefined ? handoff.id : deedOf(worker, 'enter', key);
      try {
        await desk.enter({ ...handoff, id }, worker, clock.now().toISOString());
        return { id, case: handoff.case };
      } catch (error) {
        // It could not be written since it is there already: it was sent before, and only the answer was lost.
        const before = await desk.read(id);
        if (!before)
          throw error instanceof NameTaken ? new ServiceError('service-unavailable', { cause: error }) : error;
        return { id, case: before.case };
      }
    },
    async draft(worker, id) {
      return desk.draft(id, worker.id);
    },
    async keepDraft(worker, id, text) {
      await permitted(worker, id);
      await desk.keepDraft(id, worker.id, text, clock.now().toISOString());
    },
    async consults(worker) {
      mayWork(worker);
      return (await desk.consults()).flatMap((one) => seenBy(worker, one));
    },
    async answer(worker, id, text, key) {
      mayWork(worker);
      const consult = (await desk.consults()).find((one) => one.id === id);
      if (consult?.handoff === undefined || seenBy(worker, consult).length === 0)
        throw new ServiceError('handoff-unknown');
      const { handoff } = consult;
      const read = async (): Promise<Detail> => {
        const found = await desk.read(handoff);
        if (!found) throw new ServiceError('handoff-unknown');
        return found;
      };
      return make(worker, 'answer', { text }, read, { key, consult: id });
    },
    async setAway(worker, away) {
      mayWork(worker);
      await desk.setAway(worker.id, away, clock.now().toISOString());
    },
    away: (worker) => desk.away(worker.id),
    async trail(worker, subject) {
      if (worker.role === 'worker') throw new ServiceError('not-permitted');
      return desk.trail(subject, worker, clock.now().toISOString());
    },
  };
}

/** A name for one deed of one worker: whoever else sends the same key does another deed. */
function deedOf(worker: Worker, what: string, key: string): string {
  return createHash('sha256').update(`${worker.id}/${what}/${key}`).digest('base64url').slice(0, 22);
}

/** One move as it is written, thought from what is stored; a refusal when it may not be made now. Pure but for the consultation's id. */
function thought(
  found: Detail,
  worker: Worker,
  move: Move,
  told: MoveTold,
  now: Date,
  rules: DeskRules,
  consult: string | undefined,
): MoveWrite {
  const mover = moverOf(worker);
  const ruled = allowed(move, found, mover);
  if ('refused' in ruled) throw new ServiceError(ruled.refused);
  if (told.target && !(rules.isTarget(found.region, told.target) && isElsewhere(told.target, found)))
    throw new ServiceError('body-unreadable');
  const at = now.toISOString();
  const change = moved(move, found, ruled.to, mover, at, {
    ...(told.target === undefined ? {} : { target: told.target }),
    fillLater: move === 'close' && told.closing === undefined,
    ...(move === 'reopen' ? { dueAt: rules.dueAt(found.region, found.area, now).toISOString() } : {}),
  });
  const { axes } = told;
  return {
    id: found.id,
    from: found.revision,
    move,
    by: worker,
    at,
    change,
    told,
    ...(axes === undefined ? {} : { evaluation: { ...axes, segment: rules.segmentAt(found.region, axes) } }),
    ...consultOf(found, move, told, consult),
    notices: noticesOf(move, found, change),
    ...tellOf(found, move, ruled.to, told, rules.words),
  };
}

function isElsewhere(target: NonNullable<MoveTold['target']>, { region, area }: Detail): boolean {
  return !('area' in target) || target.area !== `${region}/${area}`;
}

/** A consultation tells need, age class and area, and only what its asker wrote besides (F-188). */
function consultOf(
  found: Detail,
  move: Move,
  told: MoveTold,
  answered: string | undefined,
): Pick<MoveWrite, 'consult'> {
  if (move === 'consult') {
    const { record } = found;
    const asks = {
      case: found.case,
      region: found.region,
      area: found.area,
      to: told.to ?? '',
      need: record.need,
      ageBand: record.ageBands ?? [],
      text: told.text ?? '',
      identity: told.identity === true,
    };
    return { consult: { id: randomUUID(), asks } };
  }
  if (move !== 'answer') return {};
  const asked = answered ?? found.events.findLast((event) => event.kind === 'consult')?.consult;
  if (asked === undefined || asked === null) throw new ServiceError('move-not-now');
  return { consult: { id: asked } };
}

/** The family's conversation moved on while a worker joined it: nothing was written, and the move is thought again. */
async function unlessMovedOn<Done>(
  move: Promise<Done>,
): Promise<Done | { readonly moved: false; readonly why: 'changed' }> {
  try {
    return await move;
  } catch (error) {
    if (error instanceof RevisionConflict) return { moved: false, why: 'changed' };
    throw error;
  }
}
