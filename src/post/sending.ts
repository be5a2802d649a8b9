/** What became of one try. `refused`: trying the same again will not help before somebody mends an address or a sign-in. */
export type Sent =
  | { readonly came: 'taken' }
  | { readonly came: 'later'; readonly fault: string; readonly waitMs?: number }
  | { readonly came: 'refused'; readonly fault: string };

/** Sends one body to one receiver. Never throws; the key is the same at every try, so that the receiver can tell a repetition. */
export type Send = (key: string, body: unknown) => Promise<Sent>;

/** How long one try may take; a fraction of the time for which other senders are kept away. */
export const patienceMs = 10_000;
