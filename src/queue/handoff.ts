import type { HeardDanger } from '../flow/session';

/** The states of a handoff's life. More come with the console's further moves; `closed` is always the last. */
export const handoffStates = ['waiting', 'claimed', 'closed'] as const;
export type HandoffState = (typeof handoffStates)[number];

export const moves = ['claim', 'take-over', 'return', 'note', 'evaluate', 'close'] as const;
export type Move = (typeof moves)[number];

/** How a matter ended, as the worker says it when closing (domain 1.9, ST-06). */
export const endings = [
  'guided',
  'to-service',
  'assessment-started',
  'notification-made',
  'not-reached',
  'withdrew',
  'other',
] as const;
export type Ending = (typeof endings)[number];

/**
 * The professional's own view beside the family's (F-097): the two axes, from which the region's model gives the
 * segment, and marks on the model's scales from 0 (left end) to 4 (right end).
 */
export interface Evaluation {
  readonly coping: 'easy' | 'hard';
  readonly 'needs-many': 'few' | 'many';
  readonly segment: string | null;
  readonly scales: Readonly<Record<string, number>>;
}

interface Rule {
  readonly from: readonly HandoffState[];
  readonly to: HandoffState | 'same';
  /** Whether only the owner may do it. */
  readonly owner: boolean;
}

/** The whole life of a handoff as a table: which move is allowed from where, to where, and to whom (F-125, F-151). */
export const table: Readonly<Record<Move, Rule>> = {
  claim: { from: ['waiting'], to: 'claimed', owner: false },
  'take-over': { from: ['claimed'], to: 'claimed', owner: false },
  return: { from: ['claimed'], to: 'waiting', owner: true },
  note: { from: ['waiting', 'claimed', 'closed'], to: 'same', owner: false },
  evaluate: { from: ['claimed'], to: 'same', owner: true },
  close: { from: ['claimed'], to: 'closed', owner: true },
};

export type Allowed = { readonly to: HandoffState } | { readonly refused: 'handoff-taken' | 'handoff-not-yours' };

/** Whether a worker may make a move now, and the state it leads to. Pure. */
export function allowed(move: Move, state: HandoffState, owner: string | null, worker: string): Allowed {
  const rule = table[move];
  if (!rule.from.includes(state))
    return { refused: move === 'claim' || state === 'closed' ? 'handoff-taken' : 'handoff-not-yours' };
  if (rule.owner && owner !== worker) return { refused: 'handoff-not-yours' };
  return { to: rule.to === 'same' ? state : rule.to };
}

/** Everything a worker reads of a handoff; stored encrypted. `format` grows when this shape does. */
export interface HandoffRecord {
  readonly format: 1;
  readonly need: string | null;
  readonly also: readonly string[];
  readonly ownWords: string | null;
  readonly who: string | null;
  readonly language: string;
  readonly interpreter: boolean;
  readonly municipality: string | null;
  readonly contact: {
    readonly name: string | null;
    /** A phone number or address as typed, or `i-call`. */
    readonly reach: string | null;
    readonly times: readonly string[];
    /** What is safe: voicemail, text-message, say-who. Missing means no. */
    readonly allowed: readonly string[];
  };
  readonly wantsPending: boolean;
  readonly wish: string | null;
  readonly rows: readonly { readonly fact: string; readonly label: string; readonly value: string }[];
  readonly danger: readonly HeardDanger[];
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly services: readonly string[];
  /** Proposed from the family's own answers on the two axes, with its reasons in words; null when they do not tell. */
  readonly segment: { readonly id: string; readonly reasons: readonly string[] } | null;
  /** Clocks of statutes that may run from this contact, the earliest first; `dueAt` is null where only a professional can tell. */
  readonly statutory: readonly { readonly id: string; readonly dueAt: string | null }[];
  readonly promisedDay: string | null;
  readonly permission: { readonly words: string; readonly at: string };
  readonly privacy: { readonly words: string; readonly content: string };
  readonly transcript: readonly TranscriptLine[];
}

export interface TranscriptLine {
  readonly by: 'family' | 'bot' | 'worker';
  readonly at: string;
  readonly text: string;
}

/** A handoff as the turn makes it. What is not in `record` is stored in the clear: nothing in it names a person. */
export interface NewHandoff {
  readonly id: string;
  readonly case: string;
  readonly codeHash: string;
  readonly conversation: string;
  readonly region: string;
  readonly area: string;
  readonly dangerRank: 0 | 1 | 2;
  readonly childSelf: boolean;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly record: HandoffRecord;
}

/** A row of the queue's list: nothing of it needs decrypting. */
export interface Listed {
  readonly id: string;
  readonly case: string;
  readonly region: string;
  readonly area: string;
  readonly state: HandoffState;
  readonly owner: string | null;
  readonly dangerRank: number;
  readonly childSelf: boolean;
  readonly receivedAt: string;
  readonly dueAt: string;
}

/** The queue's order: danger, then the child who wrote alone, then due time (W2). */
export function queueOrder(one: Listed, other: Listed): number {
  return (
    other.dangerRank - one.dangerRank ||
    Number(other.childSelf) - Number(one.childSelf) ||
    one.dueAt.localeCompare(other.dueAt) ||
    one.receivedAt.localeCompare(other.receivedAt)
  );
}
