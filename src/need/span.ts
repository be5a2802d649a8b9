/** A piece of a text, from its first sign to the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text with every span replaced; spans may overlap and come in any order. */
export function covered(text: string, spans: readonly Span[], mask: string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start || other.end - one.end)) {
    if (end <= at) continue;
    // A span that begins inside the one before it, or right where that ended, is under the same mask.
    if (start > at || at === 0) result += text.slice(at, Math.max(start, at)) + mask;
    at = end;
  }
  return result + text.slice(at);
}

export function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}
