import type { TranscriptLine } from '../queue/contract';
import type { Entry } from './outgoing';

/** A conversation as a worker reads it. The family's own code opens its handoff: it is only ever said by the family. */
export function linesOf(entries: readonly Entry[]): TranscriptLine[] {
  const codes = entries.flatMap((entry) => entry.words.flatMap((word) => word.luotsi.handoff?.code ?? []));
  const masked = (text: string): string => codes.reduce((kept, code) => kept.replaceAll(code, '••••-••••'), text);
  return entries.flatMap((entry) => [
    ...(entry.told ? [{ by: 'family' as const, at: entry.at, text: masked(entry.told.text) }] : []),
    ...entry.words.map((word) => ({ by: entry.by, at: entry.at, text: masked(word.text) })),
  ]);
}
