import { sizeOf, type Entry } from '../conversation/outgoing';
import type { Sealer } from './seal';
import type { Run } from './sql';

export type { Run };

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
    messageId,
    sealed,
  ]);
}
