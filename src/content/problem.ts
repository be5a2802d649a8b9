import { edits } from './edits';

/** One thing wrong with a content file, told so that its author can mend it: where, what, and what would help. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The line as written. */
  readonly excerpt?: string | undefined;
}

/** All problems as text: `file:line:column message`, the line, a caret under the place, the hint. */
export function problemsText(problems: readonly Problem[]): string {
  const sorted = [...problems].sort((one, other) => one.file.localeCompare(other.file) || one.line - other.line);
  return sorted.map(problemText).join('\n\n');
}

function problemText(problem: Problem): string {
  const lines = [`${problem.file}:${problem.line}:${problem.column} ${problem.message}`];
  if (problem.excerpt !== undefined) {
    lines.push(`    ${problem.excerpt.replaceAll('\t', ' ')}`, `    ${' '.repeat(Math.max(0, problem.column - 1))}^`);
  }
  if (problem.hint !== undefined) lines.push(`    ${problem.hint}`);
  return lines.join('\n');
}

/** Content that cannot be used; carries every problem found, not only the first. */
export class ContentError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(`the content has ${problems.length} problem${problems.length === 1 ? '' : 's'}\n\n${problemsText(problems)}`);
    this.name = 'ContentError';
  }
}

/** "Did you mean …": the known name nearest to a misspelt one, when it is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const scored = known.map((one) => ({ one, away: edits(name, one) })).sort((a, b) => a.away - b.away);
  const best = scored[0];
  // A name of which every letter would change was not meant.
  const meant = best && best.away < name.length && best.away <= Math.max(2, Math.floor(name.length / 3));
  return meant ? `did you mean ${best.one}?` : undefined;
}

/** A problem with a file that is not there, or with none in particular. */
export function missingFile(file: string, message: string, hint?: string): Problem {
  return { file, line: 1, column: 1, message, hint };
}
