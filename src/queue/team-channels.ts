import type { Worker } from './ports';

/** How a channel is: cards come through, one waits to get through, or the bot is no longer in the team. */
export const channelStates = ['working', 'waiting', 'removed'] as const;
export type ChannelState = (typeof channelStates)[number];

/** A channel of a team that shows an area's queue. */
export interface TeamChannel {
  readonly id: string;
  /** The channel and its team, by keyed hashes. */
  readonly place: string;
  readonly team: string;
  readonly region: string;
  readonly area: string;
  /** The language its cards are written in. */
  readonly language: string;
  /** Where it is, in the channel's own shape; kept sealed. */
  readonly reference: unknown;
}

export interface KnownChannel extends TeamChannel {
  readonly state: ChannelState;
  readonly tries: number;
  /** From when on it may be called, or when the bot was removed. */
  readonly tryAfter: string;
}

/** The card of a handoff in a channel. */
export interface TeamCard {
  readonly channel: string;
  readonly handoff: string;
  /** The message in the channel; nothing when there is none to change. */
  readonly activity: string | null;
  /** What it shows, as a stamp: a card of another stamp than the handoff's is old. */
  readonly shown: string;
  /** Ids of reminders that were told under it. */
  readonly reminded: readonly string[];
  /** It says that the matter has ended or gone, and is not looked at any more. */
  readonly over: boolean;
}

/** The channels in storage. What a card should show is thought anew from the queue at each round, so nothing can be missed. */
export interface TeamChannels {
  /** Connects; false when this channel shows this area already: then where it is is kept anew, and it is tried again. */
  connect(channel: TeamChannel, now: Date): Promise<boolean>;
  /** Ends the connections of a channel; returns their areas as `region/area`. */
  disconnect(place: string): Promise<readonly string[]>;
  at(place: string): Promise<readonly KnownChannel[]>;
  all(): Promise<readonly KnownChannel[]>;
  /** Channels that may be called now. */
  due(now: Date): Promise<readonly KnownChannel[]>;
  /** Takes a channel until an instant, so that one process at a time changes its cards; false when another has it. */
  take(id: string, now: Date, until: Date): Promise<boolean>;
  /** It works: it may be called again from an instant on. */
  works(id: string, from: Date): Promise<void>;
  /** It does not: it is tried again at an instant. */
  waits(id: string, at: Date): Promise<void>;
  /** The bot is no longer there. Returns how many connections ended so. */
  removed(
    of: { readonly id: string } | { readonly team: string } | { readonly place: string },
    now: Date,
  ): Promise<number>;
  /** Lets go of channels that the bot was removed from before an instant. */
  forgetRemoved(before: Date): Promise<void>;
  cards(channel: string): Promise<readonly TeamCard[]>;
  /** The card of a handoff in a channel, and the channel. */
  cardAt(
    place: string,
    handoff: string,
  ): Promise<{ readonly card: TeamCard; readonly channel: KnownChannel } | undefined>;
  put(card: TeamCard): Promise<void>;
  /** Nothing is shown of it any more. */
  drop(card: TeamCard): Promise<void>;
  /** Whether a press is heard for the first time. */
  hearOnce(press: string, now: Date): Promise<boolean>;
  /** Forgets presses older than an instant. */
  forgetPresses(before: Date): Promise<void>;
}

/** How long a worker is known in Teams after their organisation last granted the role: as long as a session at the console may last. */
export const knownHours = 10;

/** Workers by the account they signed in with, as their organisation told of them then. */
export interface KnownWorkers {
  remember(worker: Worker, now: Date): Promise<void>;
  /** The worker of an account; nothing past `knownHours` after the organisation last granted the role. */
  find(account: string, now: Date): Promise<Worker | undefined>;
  forget(account: string): Promise<void>;
  /** Forgets whoever is not known any longer; returns how many. */
  forgetStale(now: Date): Promise<number>;
}
