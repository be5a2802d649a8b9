import type { Effect } from '../flow/effect';
import type { Session } from '../flow/session';
import type { NewHandoff } from '../queue/handoff';
import type { Incoming } from './incoming';
import type { Entry, Told } from './outgoing';
import type { Stored, World } from './ports';

/** What is to be said: an effect of the engine, or words of the house's own. */
export type Saying =
  | Effect
  | { readonly effect: 'greeting' }
  | { readonly effect: 'card'; readonly kind: string; readonly level: 'emergency' | 'urgent' }
  | { readonly effect: 'check' }
  | { readonly effect: 'lines' }
  | { readonly effect: 'languages' }
  /** In Teams, to whoever writes in a matter of their own: where that is done without being known. */
  | { readonly effect: 'own-matter' }
  /** The fixed message to whoever writes a language that is not offered. */
  | { readonly effect: 'other-language'; readonly language: string }
  | { readonly effect: 'word'; readonly name: string; readonly notice?: 'left' | 'voice' | 'unread' };

/** A turn on its way through the steps: what came in, what is known, and what will be said and written. */
export interface Turn {
  readonly incoming: Incoming;
  readonly stored: Stored | undefined;
  readonly session: Session;
  /** What the family said, as it will be kept; nothing for a start. */
  readonly told: Told | undefined;
  readonly says: readonly Saying[];
  readonly handoff: NewHandoff | undefined;
  /** The family's own code of the handoff made in this turn: shown once, stored hashed. */
  readonly code: string | undefined;
  /** Whether the conversation ends with this turn and its rows go. */
  readonly leaves: boolean;
  /** A stored answer to the same message: it is given again, nothing is written. */
  readonly repeated: Entry | undefined;
  /** A settled turn has all its words; the steps after it are passed over. */
  readonly settled: boolean;
}

export type Step = (turn: Turn, world: World) => Turn;
