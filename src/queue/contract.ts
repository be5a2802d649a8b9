/** What the queue and the workers' console both say of a handoff. Leans on nothing, for the console runs in a browser. */

/** The states of a handoff's life. `waiting` has no owner; every other open state has exactly one. */
export const handoffStates = [
  'waiting',
  'claimed',
  'contacted',
  'tried',
  'consulting',
  'offered',
  'closed',
  'withdrawn',
] as const;
export type HandoffState = (typeof handoffStates)[number];

/** What sort of contact a handoff is; told in notices, where nothing else of it is. */
export const handoffKinds = [
  'danger',
  'young-person',
  'professional',
  'contact',
  'person-at-once',
  'synthetic',
] as const;
export type HandoffKind = (typeof handoffKinds)[number];

/** How an attempt to reach a family failed. */
export const attempts = ['no-answer', 'busy', 'wrong-number', 'message-left', 'other'] as const;
export type Attempt = (typeof attempts)[number];

/** What the reader of a danger did about the duty to notify; the duty is the reader's own and nobody else's. */
export const dutyDecisions = ['considered', 'made', 'not-needed'] as const;
export type DutyDecision = (typeof dutyDecisions)[number];

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

/** How a contact came that a worker has written down: a call, a letter or a visit (F-339). */
export const takenOrigins = ['phone', 'post', 'walk-in'] as const;
export type TakenOrigin = (typeof takenOrigins)[number];

/** How any contact came. */
export const origins = ['chat', ...takenOrigins] as const;
export type Origin = (typeof origins)[number];

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

export interface TranscriptLine {
  readonly by: 'family' | 'bot' | 'worker';
  readonly at: string;
  readonly text: string;
}

/** What a record says in words, for workers who read another language than Finnish. */
export interface InWords {
  readonly rows: Told['rows'];
  readonly reasons: readonly string[];
  readonly segment: readonly string[];
}

/** What the family told and what was advised; written once and never changed. In Finnish, and in Swedish beside it. */
export interface Told {
  readonly need: string | null;
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
  readonly danger: readonly { readonly kind: string; readonly level: string; readonly pattern: string }[];
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly services: readonly string[];
  /** Proposed from the family's own answers on the two axes, with its reasons in words; null when they do not tell. */
  readonly segment: { readonly id: string; readonly reasons: readonly string[] } | null;
  /** From format 3 on; an older record is read in Finnish. */
  readonly swedish?: InWords;
  /** Clocks of statutes that may run from this contact, the earliest first; `dueAt` is null where only a professional can tell. */
  readonly statutory: readonly { readonly id: string; readonly dueAt: string | null }[];
  readonly promisedDay: string | null;
  readonly permission: { readonly words: string; readonly at: string };
  readonly privacy: { readonly words: string; readonly content: string };
  readonly transcript: readonly TranscriptLine[];
}
