/**
 * The server refused; `code` is of the closed list of docs/errors.md, `offline` when nothing answered. `by` names the worker who
 * was first, where one was.
 */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly by: string | null = null,
  ) {
    super(code);
  }
}

/** Whether nobody is signed in any more; anything else that fails may pass. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.status === 401;
}
