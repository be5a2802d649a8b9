import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { IncomingMessage } from 'node:http';
import type { Config } from '../config';
import { isAtHome } from './home';

export const limitNames = ['token', 'conversation', 'address', 'all'] as const;
export type LimitName = (typeof limitNames)[number];

/** A limit that is reached: which, and in how many seconds there is room again. */
export interface Over {
  readonly limit: LimitName;
  readonly seconds: number;
}

/** How much of the service one may use in a minute. Reached, it is a kind "in a moment" with the numbers, not a closed door. */
export interface Limits {
  /** Any request with a token: reading, asking again, renewing. */
  request(token: string): Promise<Over | undefined>;
  /** A message of a conversation. */
  message(conversation: string): Promise<Over | undefined>;
  /** A conversation that begins, from an address if one is known. */
  start(address: string | undefined): Promise<Over | undefined>;
}

/** Where replicas keep their common accounts: the queries of rate-limiter-flexible on PostgreSQL. */
export interface Accounts {
  query(asked: { readonly text: string; readonly values?: readonly unknown[] }): Promise<{
    readonly rows: readonly unknown[];
    readonly rowCount: number;
  }>;
}

const minute = 60;
const patience = 300;
/** A purse is taken from the account by the handful, so that the database is asked once for many messages. */
const handfuls = 20;
const mostPurses = 20_000;

interface Purse {
  left: number;
  /** Whether the account was empty: nothing is asked of it again before its minute is over. */
  readonly refused: boolean;
  readonly until: number;
}

/**
 * Limits by token, conversation, address and in all. With replicas the accounts are kept in the database, and in memory while it is
 * away; names of accounts are keyed hashes. `reached` is told of each refusal.
 */
export function makeLimits(
  config: Pick<Config, 'LIMIT_TOKEN' | 'LIMIT_CONVERSATION' | 'LIMIT_ADDRESS' | 'LIMIT_ALL'>,
  accounts: Accounts | undefined,
  opaque: (text: string) => string,
  reached: (limit: LimitName) => void = () => {},
): Limits {
  const spendings = {
    token: spending(config.LIMIT_TOKEN, 'token', accounts, opaque),
    conversation: spending(config.LIMIT_CONVERSATION, 'conversation', accounts, opaque),
    address: spending(config.LIMIT_ADDRESS, 'address', accounts, opaque),
    all: spending(config.LIMIT_ALL, 'all', accounts, opaque),
  };
  const spend = async (...each: readonly (readonly [LimitName, string])[]): Promise<Over | undefined> => {
    for (const [limit, name] of each) {
      const wait = await spendings[limit](name);
      if (wait === 0) continue;
      reached(limit);
      return { limit, seconds: Math.max(1, Math.ceil(wait / 1000)) };
    }
    return undefined;
  };
  return {
    request: (token) => spend(['token', token]),
    message: (conversation) => spend(['conversation', conversation], ['all', 'all']),
    start: (address) => spend(...(address === undefined ? [] : [['address', address] as const]), ['all', 'all']),
  };
}

/** Spends one of a name's minute; gives the milliseconds until there is more, 0 when there was one. */
function spending(
  most: number,
  limit: LimitName,
  accounts: Accounts | undefined,
  opaque: (text: string) => string,
): (name: string) => Promise<number> {
  const handful = accounts === undefined ? 1 : Math.max(1, Math.floor(most / handfuls));
  // Whole handfuls only: what is left of the last would never be given.
  const points = Math.floor(most / handful) * handful;
  const memory = new RateLimiterMemory({ points, duration: minute, keyPrefix: limit });
  const account =
    accounts === undefined
      ? memory
      : new RLWrapperTimeouts({
          timeoutMs: patience,
          limiter: new RateLimiterPostgres({
            storeClient: accounts,
            storeType: 'pool',
            tableName: 'allowances',
            tableCreated: true,
            keyPrefix: limit,
            points,
            duration: minute,
            insuranceLimiter: memory,
          }),
        });
  const purses = new Map<string, Purse>();
  const asking = new Map<string, Promise<unknown>>();
  const spend = async (name: string): Promise<number> => {
    const now = Date.now();
    const purse = purses.get(name);
    if (purse && purse.until > now) {
      if (purse.refused) return purse.until - now;
      if (purse.left > 0) {
        purse.left -= 1;
        return 0;
      }
    }
    if (purses.size >= mostPurses) purses.clear();
    try {
      const given = await account.consume(accounts === undefined ? name : opaque(`${limit} ${name}`), handful);
      if (handful > 1) purses.set(name, { left: handful - 1, refused: false, until: now + given.msBeforeNext });
      return 0;
    } catch (refused) {
      // A limiter that cannot count must not be what keeps a family out.
      if (!(refused instanceof RateLimiterRes)) return 0;
      purses.set(name, { left: 0, refused: true, until: now + refused.msBeforeNext });
      return refused.msBeforeNext;
    }
  };
  if (handful === 1) return spend;
  return async (name) => {
    // Messages that come together share a handful: each with one of its own would empty the account at once.
    while (asking.has(name)) await asking.get(name);
    const given = spend(name);
    asking.set(name, given);
    return given.finally(() => asking.delete(name));
  };
}

/**
 * The address that conversations are counted by: nothing at home, and nothing where a proxy stands between that the settings do not
 * know, for behind it everybody would be one. Of IPv6 the network, since a home has all of it.
 */
export function addressOf(
  request: IncomingMessage,
  config: Pick<Config, 'HOST' | 'production' | 'PROXY_HOPS'>,
): string | undefined {
  if (isAtHome(request, config)) return undefined;
  const passedOn = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',').filter(Boolean);
  if (config.PROXY_HOPS === 0 && passedOn.length > 0) return undefined;
  const address = config.PROXY_HOPS === 0 ? request.socket.remoteAddress : passedOn.at(-config.PROXY_HOPS)?.trim();
  return address?.includes(':') === true && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;
}
