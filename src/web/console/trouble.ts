import { Refused } from './refused';
import type { ConsoleWords } from './words/words';

/** What went wrong and what helps, in the worker's words. */
export function troubleOf(error: unknown, words: ConsoleWords): string {
  if (!(error instanceof Refused)) return words.troubles.fault;
  if (error.code === 'handoff-taken' && error.by !== null) return words.takenBy(error.by);
  const known: Readonly<Record<string, string>> = words.troubles;
  return known[error.code] ?? words.troubles.fault;
}
