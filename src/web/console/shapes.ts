/** The shapes that the server answers in. Instants are ISO 8601 in UTC; ids are words of the house (docs/words.md). */

import type {
  Evaluation,
  HandoffKind,
  HandoffState,
  Origin,
  TakenOrigin,
  Told,
  TranscriptLine,
} from '../../queue/contract';

/** A text by language; Finnish is always there. */
export type Words = Readonly<Record<string, string>>;

/** Where a handoff is moved on to: another area of the queue, as `region/area`, or a named party outside it. */
export interface Target {
  readonly area?: string;
  readonly party?: string;
}

/** A row of the queue. Nothing of it names a person. */
export interface Listed {
  readonly id: string;
  readonly case: string;
  readonly region: string;
  readonly area: string;
  readonly state: HandoffState;
  readonly owner: string | null;
  readonly ownerName: string | null;
  readonly kind: HandoffKind;
  /** 2 emergency, 1 urgent, 0 nothing heard. */
  readonly dangerRank: number;
  readonly childSelf: boolean;
  readonly receivedAt: string;
  readonly dueAt: string;
  /** The earliest clock of a statute that runs, for workers only. */
  readonly statutoryDueAt: string | null;
  readonly touchedAt: string | null;
  /** When the promise was kept: the first attempt to reach the family, in vain or not, since it was received or reopened. */
  readonly attemptedAt: string | null;
  /** How often the family was tried in vain. */
  readonly tries: number;
  /** How often it has been moved on; a second time is an alert. */
  readonly moves: number;
  /** Messages of the family since the owner last looked. */
  readonly news: number;
  readonly safeTimes: readonly string[];
  readonly offeredTo: Target | null;
  readonly origin: Origin;
  readonly transferredAt: string | null;
  readonly closedAt: string | null;
  /** Closed with its statistics still to be filled in. */
  readonly fillLater: boolean;
}

export interface SegmentModel {
  readonly scales: readonly { readonly id: string; readonly left: Words; readonly right: Words }[];
  readonly segments: readonly {
    readonly id: string;
    readonly name: Words;
    readonly meaning: Words;
    readonly 'works-by': Words;
    readonly worker: Words | null;
    readonly plan: Words | null;
    readonly 'follow-up': Words | null;
  }[];
}

/** Which register a matter's notes belong to, by the matter and not by the profession. */
export const registers = ['none', 'patient', 'social', 'both'] as const;
export type Register = (typeof registers)[number];

/** One thing that happened to a handoff, told by a worker, the family or the house. */
export interface Happened {
  readonly at: string;
  readonly kind: string;
  /** The worker's name; null when the house did it. */
  readonly by: string | null;
  readonly text: string;
  readonly ending: string | null;
  readonly evaluation: Evaluation | null;
  /** How an attempt failed. */
  readonly how?: string;
  /** Who was consulted: the id of a role, or words. */
  readonly to?: string;
  readonly target?: Target;
  /** What was decided of the duty to notify. */
  readonly decision?: string;
  readonly triggers?: readonly string[];
  /** What a closing told for the register and the statistics. */
  readonly closing?: { readonly register: Register; readonly led: boolean };
}

/** One handoff as its reader sees it. */
export interface Detail extends Listed {
  readonly revision: number;
  readonly record: Told;
  readonly events: readonly Happened[];
  /** The whole conversation, also what was said after the handoff, in its original language. */
  readonly chat: readonly TranscriptLine[];
  /** Whether the conversation is still there to write to. */
  readonly chatOpen: boolean;
  /** Whether the family's window is open just now. */
  readonly familyThere: boolean;
  readonly draft: string;
  readonly register: { readonly proposed: Register; readonly why: readonly string[] };
  /** Common triggers that the answers suggest. */
  readonly triggers: readonly string[];
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    /** Its name in Swedish; an older record has none. */
    readonly swedish?: string;
    /** Which child, counted from one, when there are several. */
    readonly child?: number;
    readonly why: readonly string[];
  }[];
  /** Whether this reader is the first of a danger, and has not told yet what they did of the duty to notify. */
  readonly dutyAsked: boolean;
  readonly ending: string | null;
}

/** An outside target of a move, or somebody who can be consulted. */
export interface Named {
  readonly id: string;
  readonly name: Words;
}

export interface ReadyText {
  readonly id: string;
  readonly title: Words;
  /** With fields in braces, as `{phone}`. */
  readonly text: Words;
}

export interface Checklist {
  readonly id: string;
  readonly title: Words;
  readonly items: readonly Words[];
}

/** Who is signed in, and what the screens need to say ids in words. Nothing of it is about anybody else. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: 'worker' | 'supervisor' | 'auditor';
  readonly away: boolean;
  /** Whether this worker signed in, and so can sign out; at home nobody does. */
  readonly signIn: boolean;
  /** The areas this worker reads, as `region/area`. */
  readonly areas: readonly string[] | 'all';
  /** What the areas of the open regions are called, by `region/area`. */
  readonly areaNames: Readonly<Record<string, Words>>;
  readonly models: Readonly<Record<string, SegmentModel>>;
  readonly clocks: Readonly<Record<string, { readonly name: Words; readonly source: string }>>;
  readonly parties: readonly Named[];
  readonly roles: readonly Named[];
  readonly triggers: Readonly<Record<string, readonly Named[]>>;
  readonly readyTexts: readonly ReadyText[];
  readonly checklists: readonly Checklist[];
  readonly duty: Words;
  readonly safeTimes: Readonly<Record<string, { readonly name: Words; readonly from: string; readonly to: string }>>;
  /** What workers call the needs. */
  readonly needs: Readonly<Record<string, Words>>;
  /** What the municipalities of the regions are called. */
  readonly municipalities: Readonly<Record<string, Words>>;
}

/** What can be wrong with the notices to workers. */
export type TroubleKind =
  | 'database'
  | 'round'
  | 'receiver'
  | 'notices'
  | 'exercise'
  | 'calendar'
  | 'classifier'
  /** Notices do not reach everybody who should have them, but a promise still holds. */
  | 'some-receivers'
  /** A channel of Teams has lost the bot, or takes no cards. */
  | 'team-removed'
  | 'team-waiting';

/** One thing that is wrong with the notices, in the areas of this worker. */
export interface PipeTrouble {
  readonly what: TroubleKind;
  /** Since when, where that is known. */
  readonly since: string | null;
  readonly areas: readonly string[];
  /** Who does not take notices, as those who run the service call them. */
  readonly receivers: readonly string[];
}

/** A question to colleagues. It tells nothing of who the family is, unless its writer chose to. */
export interface Consult {
  readonly id: string;
  readonly case: string;
  readonly region: string;
  readonly area: string;
  /** The id of a role, or words. */
  readonly to: string;
  readonly need: string | null;
  readonly ageBand: readonly string[];
  readonly text: string;
  readonly at: string;
  readonly answers: readonly { readonly at: string; readonly by: string | null; readonly text: string }[];
}

/** One line of the audit trail: who did what to what, and why they may. */
export interface AuditLine {
  readonly at: string;
  readonly name: string;
  readonly action: string;
  readonly subject: string;
  /** Which case it was, where it was one. */
  readonly caseNumber: string | null;
  readonly purpose: string;
  /** Why a session ended or a sign-in was refused, and what was searched. */
  readonly detail: string;
}

/** A contact that a worker writes down for somebody who called, wrote or came: the chat's own facts, each as far as it was told. */
export interface TakenContact {
  readonly region: string;
  readonly area: string;
  readonly origin: TakenOrigin;
  readonly language: string;
  /** How the permission to write it down was given, in the worker's words. */
  readonly permission: string;
  readonly who?: string;
  readonly need?: string;
  readonly ownWords?: string;
  readonly municipality?: string;
  readonly ages?: readonly (number | 'unborn')[];
  readonly worry?: string;
  readonly coping?: string;
  readonly needsMany?: string;
  readonly servicesInUse?: string;
  readonly wants: 'contact' | 'pending';
  readonly urgency?: string;
  readonly name?: string;
  readonly reach?: string;
  readonly safeTimes?: readonly string[];
  readonly safeContact?: readonly string[];
  readonly interpreter: boolean;
  readonly wish?: string;
  readonly danger?: 'emergency' | 'urgent';
  readonly dangerKind?: string;
}
