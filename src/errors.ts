/** The closed list of refusals a caller may meet; `docs/errors.md` explains each and a test keeps the two equal. */
export const refusals = {
  'body-unreadable': { status: 400, say: 'The body is not JSON of the expected shape.' },
  'body-too-large': { status: 413, say: 'The body is larger than this service accepts.' },
  'token-missing': { status: 401, say: 'A token is needed.' },
  'token-refused': { status: 403, say: 'The token does not open this conversation, or has expired.' },
  'bot-token-refused': { status: 401, say: undefined },
  'conversation-unknown': { status: 404, say: 'There is no such conversation; it may have ended.' },
  'not-found': { status: 404, say: 'There is nothing at this address.' },
  'method-refused': { status: 405, say: undefined },
  'not-signed-in': { status: 401, say: 'Sign in to the console first.' },
  'not-permitted': { status: 403, say: 'Your role or area does not permit this.' },
  'groups-untold': { status: 403, say: 'Your organisation did not tell your groups, so your areas are not known.' },
  'sign-in-unreachable': { status: 503, say: 'The sign-in of your organisation does not answer just now.' },
  'handoff-unknown': { status: 404, say: 'There is no such handoff.' },
  'handoff-taken': { status: 409, say: 'Somebody else has claimed this handoff, or it has already changed.' },
  'handoff-not-yours': { status: 409, say: 'Claim the handoff before you change it.' },
  'move-not-now': { status: 409, say: 'This cannot be done in the state the handoff is in.' },
  'family-gone': { status: 409, say: 'The family has left the conversation; nothing was sent.' },
  'too-many-tries': { status: 429, say: 'Too many codes that open nothing. Try again in a quarter of an hour.' },
  'signature-refused': { status: 401, say: undefined },
  'too-many': { status: 429, say: 'More has come than this service takes; wait a moment.' },
  'service-unavailable': { status: 503, say: 'The service cannot answer just now.' },
} as const;

export type Refusal = keyof typeof refusals;

/** A refusal: expected, with a code of the closed list. Its text may be shown; its cause never is. */
export class ServiceError extends Error {
  readonly status: number;
  constructor(
    readonly code: Refusal,
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = 'ServiceError';
    this.status = refusals[code].status;
  }
}

/** Somebody else wrote first: the turn is thought again from what is now stored. Never leaves the house. */
export class RevisionConflict extends Error {
  constructor(readonly conversation: string) {
    super('the conversation changed while this turn was being thought');
    this.name = 'RevisionConflict';
  }
}

/**
 * A random name of a handoff is another's already: its case number has six signs, so that it can be read aloud, and of a million
 * handoffs every thousandth new one would meet an old one. Nothing was stored; the turn is thought again, with other names.
 */
export class NameTaken extends Error {
  constructor(readonly handoff: string) {
    super('a name of this handoff is taken');
    this.name = 'NameTaken';
  }
}

/** Something about the place it starts in keeps a program from starting; its message names the thing and the remedy, and is shown whole. */
export class StartRefused extends Error {}
