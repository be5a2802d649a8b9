import { sizeOf, type Entry } from '../conversation/outgoing';
import type { Sealer } from './seal';
import type { Run, SqlValue } from './sql';

export type { Run };

/** What a message is known by in its conversation. A client may put anything into its id, so only a keyed hash is kept in the clear. */
export function messageKey(sealer: Sealer, conversation: string, messageId: string): string {
  return sealer.mac('message', `${conversation} ${messageId}`);
}

/** Writes one entry of a conversation's log in the transaction it belongs to. */
export async function putEntry(run: Run, entry: Entry, sealer: Sealer): Promise<void> {
  const { conversation, first, messageId } = entry;
  const sealed = sealer.seal(
    { at: entry.at, messageId, told: entry.told, words: entry.words, by: entry.by },
    `turn ${conversation} ${first}`,
  );
  await run('insert into turns (conversation, first, count, message_id, sealed) values ($1, $2, $3, $4, $5)', [
    conversation,
    first,
    sizeOf(entry),
    messageKey(sealer, conversation, messageId),
    sealed,
  ]);
}

/** An entry of the log as it was put: its place in the conversation, and what is sealed of it. */
export function entryFrom(
  first: SqlValue | undefined,
  sealed: SqlValue | undefined,
  conversation: string,
  sealer: Sealer,
): Entry {
  const place = first as number;
  const opened = sealer.open(sealed as Buffer, `turn ${conversation} ${place}`) as Omit<
    Entry,
    'conversation' | 'first'
  >;
  return { ...opened, conversation, first: place, told: opened.told };
}
