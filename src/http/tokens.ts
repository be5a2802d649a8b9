import { randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ServiceError } from '../errors';

export const tokenSeconds = 3600;
const ticketSeconds = 60;
/** A conversation that nobody touches lives this long; so long may its token be changed for a fresh one. */
const renewableSeconds = 20 * 3600;

/** What a token says: which conversation it opens, and enough to answer kindly when the database is gone. */
const tokenSchema = z.object({
  c: z.string(),
  r: z.string(),
  l: z.string().optional(),
  a: z.string().optional(),
  e: z.number(),
});

export interface TokenOf {
  readonly conversation: string;
  readonly region: string;
  readonly language: string | undefined;
  readonly about: string | undefined;
}

export interface Tokens {
  newConversation(): string;
  /** A token of a conversation for an hour, signed with 256 bits; nothing about it is stored. */
  issue(of: TokenOf): string;
  /** Opens a token. An unsigned, altered or expired one is refused. */
  read(token: string): TokenOf;
  /**
   * Opens also a token whose hour has passed while its device slept, for as long as an idle conversation lives: only to be changed
   * for a fresh one, or to end the conversation. A page without script changes it with the form that carries it.
   */
  readLate(token: string): TokenOf;
  /** A stream ticket: opens one socket within a minute, once. It is the only thing that ever stands in an address. */
  ticket(conversation: string): string;
  /** The conversation that a ticket opens. Refused the second time, whichever replica had the first. */
  redeem(ticket: string): Promise<string>;
}

/** Whether a ticket is used for the first time. */
export type FirstUse = (nonce: string, until: Date) => Promise<boolean>;

export function makeTokens(
  mac: (purpose: string, text: string) => string,
  now: () => Date,
  firstUse: FirstUse,
): Tokens {
  const signed = (purpose: string, text: string): string => `${text}.${mac(purpose, text)}`;
  const opened = (purpose: string, token: string): string => {
    const dot = token.lastIndexOf('.');
    const text = token.slice(0, Math.max(0, dot));
    const given = Buffer.from(token.slice(dot + 1));
    const right = Buffer.from(mac(purpose, text));
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw new ServiceError('token-refused');
    return text;
  };
  const seconds = (): number => Math.floor(now().getTime() / 1000);
  const readUntil = (token: string, grace: number): TokenOf => {
    const read = tokenSchema.safeParse(parsed(Buffer.from(opened('token', token), 'base64url').toString()));
    if (!read.success || read.data.e + grace < seconds()) throw new ServiceError('token-refused');
    return { conversation: read.data.c, region: read.data.r, language: read.data.l, about: read.data.a };
  };
  return {
    newConversation: () => randomBytes(16).toString('base64url'),
    issue({ conversation, region, language, about }) {
      const body = {
        c: conversation,
        r: region,
        ...(language === undefined ? {} : { l: language }),
        ...(about === undefined ? {} : { a: about }),
        e: seconds() + tokenSeconds,
      };
      return signed('token', Buffer.from(JSON.stringify(body)).toString('base64url'));
    },
    read: (token) => readUntil(token, 0),
    readLate: (token) => readUntil(token, renewableSeconds - tokenSeconds),
    ticket: (conversation) =>
      signed('ticket', [conversation, seconds() + ticketSeconds, randomBytes(9).toString('base64url')].join('~')),
    async redeem(ticket) {
      const [conversation = '', expires = '', nonce = ''] = opened('ticket', ticket).split('~');
      if (Number(expires) < seconds()) throw new ServiceError('token-refused');
      if (!(await firstUse(nonce, new Date(Number(expires) * 1000)))) throw new ServiceError('token-refused');
      return conversation;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
