import type { Clock } from '../clock';
import { RevisionConflict, ServiceError } from '../errors';
import { dayOf } from '../region/calendar';
import type { MoveWords } from './family-hears';
import { isOpen, isOwned } from './life';
import { otherMove } from './others';
import type { Desk, Detail } from './ports';

const mostTries = 20;

/** What a family is told of its own request: where it stands, and by when a worker is in touch. Nothing of what it holds. */
export interface FamilyView {
  readonly case: string;
  readonly stands: 'waiting' | 'taken' | 'tried' | 'closed' | 'withdrawn';
  readonly region: string;
  readonly language: string;
  readonly receivedAt: string;
  /** The promised day, while it is still to be kept. */
  readonly promisedDay: string | null;
  /** The conversation it was made in, while it is still there to go on with. */
  readonly conversation: string | null;
  readonly mayWithdraw: boolean;
}

/** What a family does with its own code. A code that opens nothing is `handoff-unknown`, whatever is wrong with it. */
export interface FamilyDesk<Announced> {
  look(hash: string): Promise<FamilyView>;
  /** Takes the request back. Nothing is deleted by it; workers see that it was withdrawn. Once more is the same. */
  withdraw(hash: string): Promise<{ readonly view: FamilyView; readonly announced: Announced | undefined }>;
}

export function familyDesk<Announced>(desk: Desk<Announced>, clock: Clock, words: MoveWords): FamilyDesk<Announced> {
  const find = async (hash: string): Promise<Detail> => {
    const id = await desk.byCode(hash);
    const found = id === undefined ? undefined : await desk.read(id);
    if (!found) throw new ServiceError('handoff-unknown');
    return found;
  };
  const view = async (found: Detail): Promise<FamilyView> => {
    const { conversation } = found;
    const there = conversation !== null && (await desk.chat(conversation)).length > 0;
    return { ...viewOf(found), conversation: there ? conversation : null };
  };
  return {
    look: async (hash) => view(await find(hash)),
    async withdraw(hash) {
      for (let tried = 1; ; tried += 1) {
        const found = await find(hash);
        if (!isOpen(found.state)) return { view: await view(found), announced: undefined };
        try {
          const done = await otherMove(desk, found, 'withdraw', clock.now(), words);
          if (done.moved) return { view: await view(await find(hash)), announced: done.announced };
        } catch (error) {
          if (!(error instanceof RevisionConflict)) throw error;
        }
        if (tried >= mostTries) throw new ServiceError('service-unavailable');
      }
    },
  };
}

function viewOf(found: Detail): Omit<FamilyView, 'conversation'> {
  const { state, attemptedAt, contactedAt, record } = found;
  const open = isOpen(state);
  // Reopened, it has another day than the one that was promised.
  const again = record.promisedDay !== null && record.promisedDay !== dayOf(new Date(found.dueAt));
  return {
    case: found.case,
    stands: standsAs(found),
    region: found.region,
    language: record.language,
    receivedAt: found.receivedAt,
    promisedDay: open && attemptedAt === null && contactedAt === null && !again ? record.promisedDay : null,
    mayWithdraw: open,
  };
}

function standsAs({ state, contactedAt, attemptedAt }: Detail): FamilyView['stands'] {
  if (state === 'closed' || state === 'withdrawn') return state;
  if (!isOwned(state)) return 'waiting';
  return contactedAt === null && attemptedAt !== null ? 'tried' : 'taken';
}
