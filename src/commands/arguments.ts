import { parseArgs } from 'node:util';

/** Ends a small program with a message about its own use; nothing of the caller's is a bug. */
export class UsageError extends Error {}

/** The words and options a small program was given; an option it does not know is told with its use. */
export function argumentsOf(
  use: string,
  names: readonly string[],
): { readonly words: readonly string[]; readonly options: Readonly<Record<string, string | undefined>> } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    });
    return { words: positionals, options: values };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${use}`);
  }
}

/** Runs a small program; a misuse is told in one line and exit code 2, a bug with its stack. */
export function run(program: () => void | Promise<void>): void {
  Promise.resolve()
    .then(program)
    .catch((error: unknown) => {
      const misused = error instanceof UsageError;
      process.stderr.write(
        `${misused ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exitCode = misused ? 2 : 1;
    });
}
