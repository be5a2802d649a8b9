import { Refused } from './refused';

/** How long the same words are taken for the same deed, in milliseconds: after it a worker means them anew. */
const remembered = 10 * 60_000;

const unanswered = new Map<string, { readonly key: string; readonly at: number }>();

/**
 * Sends a deed under a key of its own, and under the same key when it is sent again because no answer came: it may have been done.
 * What was answered, also by a refusal, is a new deed the next time.
 */
export async function once<T>(deed: string, send: (key: string) => Promise<T>): Promise<T> {
  const now = Date.now();
  for (const [old, { at }] of unanswered) if (now - at > remembered) unanswered.delete(old);
  const { key } = unanswered.get(deed) ?? { key: crypto.randomUUID() };
  unanswered.set(deed, { key, at: now });
  try {
    const told = await send(key);
    unanswered.delete(deed);
    return told;
  } catch (error) {
    const mayBeDone = error instanceof Refused && (error.status === 0 || error.status >= 500);
    if (!mayBeDone) unanswered.delete(deed);
    throw error;
  }
}
