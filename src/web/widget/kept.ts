import type { Unsent } from './messages';

/** What this tab remembers of its conversation, and nothing else on the device does. It is gone when the tab closes. */
export interface Kept {
  readonly region: string;
  /** The language of the page that the conversation was last open in. */
  readonly page: string;
  readonly token: string;
  readonly conversation: string;
  readonly draft: string;
  readonly unsent: readonly Unsent[];
}

const place = 'luotsi';

/** What the tab remembers of a region's conversation; nothing when there is none or the browser keeps nothing. */
export function readKept(region: string): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Partial<Kept> | null;
    if (kept?.region !== region) return undefined;
    return {
      region,
      page: kept.page ?? '',
      token: kept.token ?? '',
      conversation: kept.conversation ?? '',
      draft: kept.draft ?? '',
      unsent: kept.unsent ?? [],
    };
  } catch {
    return undefined;
  }
}

/** Remembers in this tab. A browser that keeps nothing still chats; only a reload begins anew. */
export function keep(kept: Kept): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // Storage is full or forbidden: the conversation lives in memory alone.
  }
}

/** Leaves nothing of a conversation in the tab. */
export function forget(): void {
  try {
    sessionStorage.removeItem(place);
  } catch {
    // Nothing could be kept, so nothing is there.
  }
}
