import { parseArgs } from 'node:util';
import { ConfigError } from '../config';
import { ContentError } from '../content/problem';
import { StartRefused } from '../errors';

/** Ends a small program with a message about its own use; nothing of the caller's is a bug. */
export class UsageError extends Error {}

interface Given {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly flags: ReadonlySet<string>;
}

/** The words, options and flags a small program was given; an option it does not know is told with its use. */
export function argumentsOf(use: string, names: readonly string[], flagNames: readonly string[] = []): Given {
  try {
    const known: Record<string, { type: 'string' | 'boolean' }> = {};
    for (const name of names) known[name] = { type: 'string' };
    for (const name of flagNames) known[name] = { type: 'boolean' };
    const given = parseArgs({ allowPositionals: true, options: known });
    const options: Record<string, string | undefined> = {};
    const flags = new Set<string>();
    for (const [name, value] of Object.entries(given.values)) {
      if (value === true) flags.add(name);
      else if (typeof value === 'string') options[name] = value;
    }
    return { words: given.positionals, options, flags };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${use}`);
  }
}

/** Runs a small program; a misuse is told in one line and exit code 2, unsound content or settings by their problems, a bug with its stack. */
export function run(program: () => void | Promise<void>): void {
  Promise.resolve()
    .then(program)
    .catch((error: unknown) => {
      const misused = error instanceof UsageError;
      const told =
        misused || error instanceof ContentError || error instanceof ConfigError || error instanceof StartRefused;
      process.stderr.write(
        `${told ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exitCode = misused ? 2 : 1;
    });
}
