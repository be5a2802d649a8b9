import type { Clock } from '../clock';
import { RevisionConflict, ServiceError } from '../errors';
import { allowed, type Ending, type Evaluation, type Listed, type Move } from './handoff';
import type { Desk, Detail, Word, Worker } from './ports';

const mostTries = 50;

/** What a worker may do at the queue. Each refusal is a ServiceError with a code of the closed list. */
export interface WorkDesk<Announced> {
  /** The queue of the worker's areas; the search is written down first. */
  list(worker: Worker): Promise<readonly Listed[]>;
  /** Opens a handoff; the look is written down before anything is shown. */
  open(worker: Worker, id: string): Promise<Detail>;
  /** Opens by the code that the family says on the phone (hashed already). */
  openByCode(worker: Worker, hash: string): Promise<Detail>;
  make(
    worker: Worker,
    id: string,
    move: Move,
    with_: { readonly text?: string; readonly ending?: Ending; readonly axes?: EvaluationAxes },
  ): Promise<Announced | undefined>;
}

/** What a worker tells of their view; the segment follows from the region's model. */
export type EvaluationAxes = Omit<Evaluation, 'segment'>;

/** The segment of a region's model at some axes, if the region has a model. */
export type SegmentAt = (region: string, axes: EvaluationAxes) => string | null;

/** The words a family hears when a worker joins or leaves, in its language. */
export type MoveWords = (move: 'claim' | 'close', language: string) => readonly Word[];

export function workDesk<Announced>(
  desk: Desk<Announced>,
  clock: Clock,
  wordsOf: MoveWords,
  segmentAt: SegmentAt,
): WorkDesk<Announced> {
  const permitted = async (worker: Worker, id: string): Promise<Detail> => {
    const found = await desk.read(id);
    if (!found) throw new ServiceError('handoff-unknown');
    if (worker.areas !== 'all' && !worker.areas.includes(`${found.region}/${found.area}`))
      throw new ServiceError('not-permitted');
    return found;
  };
  const open = async (worker: Worker, id: string): Promise<Detail> => {
    const found = await permitted(worker, id);
    await desk.see(id, worker, clock.now().toISOString());
    return found;
  };
  return {
    async list(worker) {
      await desk.searched(
        worker,
        clock.now().toISOString(),
        `areas ${worker.areas === 'all' ? 'all' : worker.areas.join(' ')}`,
      );
      return desk.list(worker.areas);
    },
    open,
    async openByCode(worker, hash) {
      await desk.searched(worker, clock.now().toISOString(), 'code');
      const id = await desk.byCode(hash);
      if (id === undefined) throw new ServiceError('handoff-unknown');
      return open(worker, id);
    },
    async make(worker, id, move, { text, ending, axes }) {
      for (let tried = 1; ; tried += 1) {
        const found = await permitted(worker, id);
        const ruled = allowed(move, found.state, found.owner, worker.id);
        if ('refused' in ruled) throw new ServiceError(ruled.refused);
        const owner = move === 'claim' || move === 'take-over' ? worker.id : move === 'return' ? null : found.owner;
        const heard = move === 'claim' || move === 'close' ? wordsOf(move, found.record.language) : undefined;
        const { moved, announced } = await unlessMovedOn(
          desk.move({
            id,
            from: found.revision,
            move,
            by: worker,
            at: clock.now().toISOString(),
            change: { state: ruled.to, owner, ...(ending === undefined ? {} : { ending }) },
            ...(text === undefined ? {} : { text }),
            ...(axes === undefined ? {} : { evaluation: { ...axes, segment: segmentAt(found.region, axes) } }),
            ...(heard && found.conversation !== null
              ? { tell: { conversation: found.conversation, words: heard } }
              : {}),
          }),
        );
        if (moved) return announced;
        // Somebody moved it in between: a claim has lost; a note is only written again.
        if (tried >= mostTries) throw new ServiceError('handoff-taken');
      }
    },
  };
}

/** The family's conversation moved on while a worker joined it: nothing was written, and the move is thought again. */
async function unlessMovedOn<Announced>(
  move: Promise<{ readonly moved: boolean; readonly announced: Announced | undefined }>,
): Promise<{ readonly moved: boolean; readonly announced: Announced | undefined }> {
  try {
    return await move;
  } catch (error) {
    if (error instanceof RevisionConflict) return { moved: false, announced: undefined };
    throw error;
  }
}
