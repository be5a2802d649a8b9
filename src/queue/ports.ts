import type { Attempt, DutyDecision, Ending, Evaluation, TranscriptLine } from './contract';
import type { Closing, HandoffRecord, Listed, NewHandoff } from './handoff';
import type { NoticeKind, NoticePayload } from './notice';
import type { AnyMove, Standing, Target } from './life';

/** What a person may do here: a supervisor sees every area, a worker their own, an auditor no handoff at all but the audit trail. */
export const workerRoles = ['supervisor', 'worker', 'auditor'] as const;
export type WorkerRole = (typeof workerRoles)[number];

/** A worker as the queue knows them: who, and for what purpose they look (703/2023 10 §). */
export interface Worker {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  /** What the role permits: an auditor reads the trail of looks and nothing else. */
  readonly role: WorkerRole;
  /** The areas this worker may see, as `region/area`; `all` only at home and for supervisors. */
  readonly areas: readonly string[] | 'all';
}

/** What the professional sees on the two axes; the segment follows from the region's model. */
export type EvaluationAxes = Omit<Evaluation, 'segment'>;

/** What a move tells besides its name. Which of it belongs to which move is checked at the door. */
export interface MoveTold {
  readonly text?: string | undefined;
  readonly ending?: Ending | undefined;
  readonly axes?: EvaluationAxes | undefined;
  readonly how?: Attempt | undefined;
  /** Who is consulted: the id of a role, or words. */
  readonly to?: string | undefined;
  /** Whether the consulted one may be told who it is about; by default nobody is. */
  readonly identity?: boolean | undefined;
  readonly target?: Target | undefined;
  readonly decision?: DutyDecision | undefined;
  readonly triggers?: readonly string[] | undefined;
  readonly closing?: Closing | undefined;
}

/** One thing that happened to a handoff: a move, `family` (what the family added) or `alarm`. Stored sealed. */
export interface HandoffEvent extends Omit<MoveTold, 'axes' | 'text' | 'ending'> {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly by: string | null;
  readonly text: string;
  readonly ending: Ending | null;
  readonly evaluation: Evaluation | null;
  /** The consultation that a `consult` or an `answer` belongs to. */
  readonly consult: string | null;
}

/** A handoff as it is stored, opened. */
export interface Detail extends Listed {
  readonly conversation: string | null;
  readonly ending: Ending | null;
  readonly revision: number;
  /** Who read it first, and when the duty to notify was thought of, where danger was heard. */
  readonly firstReader: string | null;
  readonly dutyAt: string | null;
  readonly record: HandoffRecord;
  readonly events: readonly HandoffEvent[];
}

/** A word for the family, in the shape the conversation keeps; the queue does not look inside. */
export interface Word {
  readonly text: string;
  readonly luotsi: {
    readonly language: string;
    readonly notice?: 'voice';
    readonly voice: 'bot' | 'waiting' | 'worker';
  };
}

/** A notice for the workers, written with what it tells of. Its id keeps it from being written twice. */
export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly payload: NoticePayload;
}

/** One move, guarded by the revision it was thought from. */
export interface MoveWrite {
  readonly id: string;
  readonly from: number;
  readonly move: AnyMove;
  readonly by: Pick<Worker, 'id' | 'name' | 'purpose'>;
  readonly at: string;
  readonly change: Standing;
  readonly told?: MoveTold;
  /** The event's own id, where the same message may come twice: the second writes nothing. */
  readonly once?: string;
  readonly evaluation?: Evaluation;
  /** A consultation that begins with this move, or that it answers. */
  readonly consult?: { readonly id: string; readonly asks?: Omit<Consult, 'id' | 'handoff' | 'at' | 'answers'> };
  readonly notices?: readonly Notice[];
  /** Words for the family's conversation, when it should hear of the move. `must`: without it the move is not made. */
  readonly tell?: {
    readonly conversation: string;
    readonly words: readonly Word[];
    readonly by: 'bot' | 'worker';
    readonly must?: boolean;
  };
}

export type Moved<Announced> =
  | { readonly moved: true; readonly announced: Announced | undefined }
  | { readonly moved: false; readonly why: 'changed' | 'family-gone' };

/** A consultation as those see it who were not told whom it is about. */
export interface Consult {
  readonly id: string;
  /** Only for those who may open the handoff itself. */
  readonly handoff?: string;
  readonly case: string;
  readonly region: string;
  readonly area: string;
  readonly to: string;
  readonly need: string | null;
  readonly ageBand: readonly string[];
  readonly text: string;
  readonly identity: boolean;
  readonly at: string;
  readonly answers: readonly { readonly at: string; readonly by: string | null; readonly text: string }[];
}

/** Which handoffs a list shows: those that still ask something of somebody, those that are over, or both. */
export type Shown = 'open' | 'closed' | 'all';

/** A line of the trail: who looked or moved, at what, when and why. */
export interface AuditLine {
  readonly at: string;
  readonly actor: string;
  readonly name: string;
  readonly action: string;
  readonly subject: string;
  /** The case number of the subject, where it is a handoff; it stays when the handoff is gone. */
  readonly caseNumber: string | null;
  readonly purpose: string;
  /** Filters of a search, why a session ended, how many were deleted; mostly nothing. */
  readonly detail: string;
}

/** The queue as storage gives it. */
export interface Desk<Announced = unknown> {
  /**
   * Rows of the areas, and what is offered to them, or just the one with a case number; at most 500. Never decrypts, and leaves synthetic
   * ones out.
   */
  list(areas: readonly string[] | 'all', shown?: Shown, caseNumber?: string): Promise<readonly Listed[]>;
  /** Every row that still asks something of somebody, however many there are; synthetic ones left out. */
  everyOpen(): AsyncIterable<Listed>;
  read(id: string): Promise<Detail | undefined>;
  /** The id of the handoff whose family code has this hash. */
  byCode(hash: string): Promise<string | undefined>;
  move(write: MoveWrite): Promise<Moved<Announced>>;
  /** Writes a contact that a worker has taken, with its notices and a line in the trail. */
  enter(handoff: NewHandoff, by: Worker, at: string): Promise<void>;
  /** Writes a look down before anything is shown; the owner has then read the family's news. */
  see(id: string, by: Worker, at: string, action?: string): Promise<void>;
  /** Writes down that a worker searched the queue, and by what; a filter that refreshes itself is written once an hour. */
  searched(by: Worker, at: string, detail: string): Promise<void>;
  /** What was said in the conversation, with the family's own code masked; empty once the conversation is gone. */
  chat(conversation: string): Promise<readonly TranscriptLine[]>;
  draft(id: string, worker: string): Promise<string>;
  keepDraft(id: string, worker: string, text: string, at: string): Promise<void>;
  consults(): Promise<readonly Consult[]>;
  setAway(worker: string, away: boolean, at: string): Promise<void>;
  away(worker: string): Promise<boolean>;
  absent(): Promise<readonly { readonly worker: string; readonly since: string }[]>;
  /** Writes notices that are not written yet; returns how many were new. */
  notify(notices: readonly Notice[], at: string): Promise<number>;
  /** Lines about a handoff (id or case number) or of a worker (id), the newest first. The reading is itself written down before. */
  trail(subject: string | undefined, by: Worker, at: string): Promise<readonly AuditLine[]>;
}
