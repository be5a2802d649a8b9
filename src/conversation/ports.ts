import type { Clock } from '../clock';
import type { Content } from '../content/content';
import type { Session } from '../flow/session';
import type { Log } from '../log';
import type { Listener } from '../need/listener';
import type { NewHandoff } from '../queue/handoff';
import type { HandoffState } from '../queue/contract';
import type { Region } from '../region/region';
import type { Tally } from '../statistics/tally';
import type { Entry, Outgoing, Told } from './outgoing';

/** What is stored of a conversation at the beginning of a turn. */
export interface Stored {
  readonly session: Session;
  readonly revision: number;
  /** How many messages the log has. */
  readonly size: number;
  /** The state of the handoff made in this conversation, if there is one. */
  readonly handoff: HandoffState | undefined;
  /** The entry that already answered this message id. */
  readonly repeated: Entry | undefined;
}

/** All that one turn writes, in one transaction: everything or nothing. */
export interface TurnWrite {
  readonly conversation: string;
  /** The revision the turn was thought from; nothing when the conversation is new. */
  readonly from: number | undefined;
  readonly session: Session;
  readonly entry: Entry;
  readonly handoff: NewHandoff | undefined;
  /** A handoff that should also hear what was told in this turn. */
  readonly appendTo: string | undefined;
  /** How grave what has been heard is by now: lifts the handoff of `appendTo` in the queue, never lowers it. */
  readonly dangerRank: 0 | 1 | 2;
  readonly tallies: readonly Tally[];
}

/** What a turn reads and writes of conversations. */
export interface Held {
  /** Reads once: the session and, if this message was answered before, that answer. Nothing for an unknown conversation. */
  open(conversation: string, messageId: string): Promise<Stored | undefined>;
  /** Writes the turn. Throws RevisionConflict when another turn was written in between, NameTaken when a name of its handoff is another's. */
  settle(write: TurnWrite): Promise<void>;
  /** The log from a place on, oldest first. */
  log(conversation: string, from: number): Promise<readonly Entry[]>;
  /** Ends a conversation at a moment: its rows are gone, also when a backup is put back. A handoff made in it stays in the queue. */
  erase(conversation: string, tallies: readonly Tally[], at: string): Promise<void>;
}

export interface Conversations extends Held {
  /**
   * Runs a turn with its conversation held: turns of one conversation wait for each other, at other replicas too, and all that is
   * read and written through `held` is one transaction. It is stored, durably, once the promise is kept.
   */
  hold<T>(conversation: string, turn: (held: Held) => Promise<T>): Promise<T>;
  /** How many messages the logs of these conversations have; one that is not there has no size. */
  sizes(conversations: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Random names, given so that tests can foresee them. */
export interface Names {
  id(): string;
  caseNumber(): string;
  familyCode(): string;
  /** A keyed hash: the code itself is never stored. */
  readonly hashOfCode: (code: string) => string;
}

/** All that a turn needs of the world around it. */
export interface World {
  readonly content: Content;
  readonly listener: Listener;
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly names: Names;
  readonly log: Log;
  /** Whether a promise can be kept now: the queue can be written and its notices leave (no promise without a working pipe). */
  readonly canPromise: (region: Region, area: string | undefined) => boolean;
  /** The address where a family sees and takes back its request with its own code; told with the code. */
  readonly codePage?: string;
  /** The address of the region's page with the chat, where it is known. */
  readonly page?: string;
  /** Told after a turn is stored, so that open windows show it. */
  readonly announce: (entry: Entry, ended: boolean) => void;
  /** Told after a handoff is stored, so that the queue shows it. */
  readonly announceQueue: () => void;
}

export type { Entry, Outgoing, Told };
