/** A chat in a channel that the house must call to be heard, and that has not been told everything yet. */
export interface FarChat {
  readonly conversation: string;
  /** Where it is, in the channel's own shape; kept sealed. */
  readonly reference: unknown;
  /** How much of the conversation's log has been told there. */
  readonly said: number;
  readonly tries: number;
}

/**
 * The chats that cannot be waited for: Teams gets each message by a call of ours. What stands in a conversation's log beyond `said`
 * is still to be told, whoever wrote it, so nothing is lost when a call fails. A chat lives as long as its conversation.
 */
export interface FarChats {
  /** Keeps where a chat is, and keeps other tellers away until an instant: a turn of it is being thought. */
  hold(conversation: string, reference: unknown, until: Date): Promise<void>;
  /** How much has been told; nothing for an unknown chat. */
  said(conversation: string): Promise<number | undefined>;
  told(conversation: string, said: number, now: Date): Promise<void>;
  /** Chats that have not been told everything, and may be tried now. */
  behind(now: Date, most: number): Promise<readonly FarChat[]>;
  /** Takes a chat to tell it until an instant; false when another process has it. */
  take(conversation: string, now: Date, until: Date): Promise<boolean>;
  /** Not now: it is tried again at an instant. */
  later(conversation: string, at: Date): Promise<void>;
  /** The chat is gone at the channel, or its conversation has ended. */
  drop(conversation: string): Promise<void>;
  /** Forgets the chats whose conversations have ended; returns how many. */
  forgetEnded(now: Date): Promise<number>;
}
