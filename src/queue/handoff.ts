import type { HeardDanger } from '../flow/session';
import type { Register } from '../region/region';
import type { HandoffKind, Origin, Told } from './contract';
import type { Standing } from './life';

/** What is filled in when a matter is solved: the register a worker has confirmed, and what it led to (domain 1.13, 7.3). */
export interface Closing {
  readonly register: Register;
  /** Whether a customership began. */
  readonly led: boolean;
  /** Where the family was guided to. */
  readonly target?: string | undefined;
  /** How long it took, in whole minutes. */
  readonly minutes?: number | undefined;
}

/** A service that fits, as it was told to the family, with the facts that made it fit. */
export interface FittingService {
  readonly id: string;
  readonly name: string;
  /** Its name in Swedish, from format 3 on. */
  readonly swedish?: string;
  /** Which child, counted from one, when there are several. */
  readonly child?: number | undefined;
  readonly sector: string;
  readonly why: readonly string[];
}

/** Everything a worker reads of a handoff; stored encrypted. `format` grows when this shape does. */
export interface HandoffRecord extends Told {
  readonly format: 1 | 2 | 3;
  readonly also: readonly string[];
  readonly danger: readonly HeardDanger[];
  /** From format 2 on: the same services with why they fit. */
  readonly fits?: readonly FittingService[];
  /** From format 2 on: the age classes of those it is about; never an age. */
  readonly ageBands?: readonly string[];
  /** From format 2 on: common triggers that the answers suggest (domain 2.5). */
  readonly triggers?: readonly string[];
}

/** A record of somebody who has told nothing yet. */
export function bareRecord(at: string): HandoffRecord {
  return {
    format: 1,
    need: null,
    also: [],
    ownWords: null,
    who: null,
    language: 'fi',
    interpreter: false,
    municipality: null,
    contact: { name: null, reach: null, times: [], allowed: [] },
    wantsPending: false,
    wish: null,
    rows: [],
    danger: [],
    outcome: 'advice',
    reasons: [],
    services: [],
    segment: null,
    statutory: [],
    promisedDay: null,
    permission: { words: '', at },
    privacy: { words: '', content: '' },
    transcript: [],
  };
}

/** A handoff as the turn makes it. What is not in `record` is stored in the clear: nothing in it names a person. */
export interface NewHandoff {
  readonly id: string;
  readonly case: string;
  readonly codeHash: string;
  /** The conversation it was made in; nothing for a contact that came otherwise. */
  readonly conversation: string | null;
  readonly region: string;
  readonly area: string;
  readonly kind: HandoffKind;
  readonly origin: Origin;
  readonly dangerRank: 0 | 1 | 2;
  readonly childSelf: boolean;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly record: HandoffRecord;
}

/** A row of the queue's list: nothing of it needs decrypting. */
export interface Listed extends Standing {
  readonly id: string;
  readonly case: string;
  readonly kind: HandoffKind;
  readonly origin: Origin;
  readonly dangerRank: number;
  /** When danger was heard, which may be after it was received. */
  readonly dangerAt: string | null;
  readonly childSelf: boolean;
  readonly receivedAt: string;
  /** The earliest statutory clock that may run; for workers only. */
  readonly statutoryDueAt: string | null;
  /** What the family has written since the owner last looked. */
  readonly news: number;
  /** Ids of the times that are safe to call. */
  readonly safeTimes: readonly string[];
}

type Place = Pick<Listed, 'dangerRank' | 'childSelf' | 'dueAt' | 'receivedAt'>;

/** The queue's order: danger, then the child who wrote alone, then due time (W2). */
export function queueOrder(one: Place, other: Place): number {
  return (
    other.dangerRank - one.dangerRank ||
    Number(other.childSelf) - Number(one.childSelf) ||
    one.dueAt.localeCompare(other.dueAt) ||
    one.receivedAt.localeCompare(other.receivedAt)
  );
}

/** What a handoff is called where nothing else is told of it: danger before all, then who asks. */
export function kindOf(of: {
  readonly dangerRank: number;
  readonly who: string | undefined;
  readonly need: string | undefined;
}): HandoffKind {
  if (of.dangerRank > 0) return 'danger';
  if (of.who === 'young-person') return 'young-person';
  if (of.who === 'professional' || of.who === 'authority' || of.who === 'organisation') return 'professional';
  return of.need === undefined || of.need === 'human_request' ? 'person-at-once' : 'contact';
}
