import type { Ending, Evaluation, HandoffRecord, HandoffState, Listed, Move } from './handoff';

/** What a person may do here: a supervisor sees every area, a worker their own, an auditor no handoff at all but the audit trail. */
export const workerRoles = ['supervisor', 'worker', 'auditor'] as const;
export type WorkerRole = (typeof workerRoles)[number];

/** A worker as the queue knows them: who, and for what purpose they look (703/2023 10 §). */
export interface Worker {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly role: WorkerRole;
  /** The areas this worker may see, as `region/area`; `all` only at home and for supervisors. */
  readonly areas: readonly string[] | 'all';
}

export interface HandoffEvent {
  readonly at: string;
  /** A move, or `family`: what the family added after sending. */
  readonly kind: string;
  readonly by: string | null;
  readonly text: string;
  readonly ending: string | null;
  readonly evaluation: Evaluation | null;
}

export interface Detail extends Listed {
  readonly conversation: string | null;
  readonly ending: Ending | null;
  readonly revision: number;
  readonly record: HandoffRecord;
  readonly events: readonly HandoffEvent[];
}

/** One move, guarded by the revision it was thought from. */
export interface MoveWrite {
  readonly id: string;
  readonly from: number;
  readonly move: Move;
  readonly by: Worker;
  readonly at: string;
  readonly change: { readonly state: HandoffState; readonly owner: string | null; readonly ending?: Ending };
  readonly text?: string;
  readonly evaluation?: Evaluation;
  /** Words for the family's conversation, when it should hear of the move. */
  readonly tell?: { readonly conversation: string; readonly words: readonly Word[] };
}

/** A word for the family, in the shape the conversation keeps; the queue does not look inside. */
export interface Word {
  readonly text: string;
  readonly luotsi: {
    readonly language: string;
    readonly notice: 'voice';
    readonly voice: 'bot' | 'waiting' | 'worker';
  };
}

/** The queue as storage gives it. */
export interface Desk<Announced = unknown> {
  list(areas: readonly string[] | 'all'): Promise<readonly Listed[]>;
  read(id: string): Promise<Detail | undefined>;
  /** The id of the handoff whose family code has this hash. */
  byCode(hash: string): Promise<string | undefined>;
  move(write: MoveWrite): Promise<{ readonly moved: boolean; readonly announced: Announced | undefined }>;
  see(id: string, by: Worker, at: string): Promise<void>;
  /** Writes down that a worker searched the queue, and by what; a filter that refreshes itself is written once an hour. */
  searched(by: Worker, at: string, detail: string): Promise<void>;
}
