import type { LuotsiData } from './contract';

/** One message to a family: words that stand alone, and the same for machines. */
export interface Outgoing {
  readonly text: string;
  readonly luotsi: LuotsiData;
}

/** What the family said, as it is kept: identifiers masked unless asked for. */
export interface Told {
  readonly text: string;
  readonly value?: Readonly<Record<string, unknown>> | undefined;
  readonly clientId?: string | undefined;
}

/** One turn as it stands in the conversation's log; `first` is the place of its first message in the whole conversation. */
export interface Entry {
  readonly conversation: string;
  readonly first: number;
  readonly at: string;
  readonly messageId: string;
  readonly told: Told | undefined;
  readonly words: readonly Outgoing[];
  /** Who speaks the words: the robot, or a worker. */
  readonly by: 'bot' | 'worker';
}

/** How many messages an entry holds: what was told, and each answer. */
export function sizeOf(entry: Pick<Entry, 'told' | 'words'>): number {
  return (entry.told ? 1 : 0) + entry.words.length;
}
