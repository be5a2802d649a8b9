import type { Sign } from '../bot/translate';

/** How long a window that asks every few seconds counts as open after its last question, in milliseconds. */
const thereFor = 10_000;
/** For so long a sign tells of now. */
const freshFor = 6_000;
const mostWindows = 10_000;

/** Windows that ask for news in place of a socket, since something between them and us lets none through. */
export interface Pollers {
  /** A window asks: it is there, and hears the signs of just before. */
  asks(conversation: string): readonly Sign[];
  /** A sign for a window without a socket; kept until it asks, or is no longer of now. */
  sign(conversation: string, sign: Sign): void;
  isThere(conversation: string): boolean;
}

interface Asked {
  readonly at: number;
  /** The last of each sort. */
  readonly signs: Map<Sign['sign'], { readonly sign: Sign; readonly at: number }>;
}

export function makePollers(now: () => number = () => performance.now()): Pollers {
  // Whoever asked longest ago stands first.
  const windows = new Map<string, Asked>();
  const there = (conversation: string): Asked | undefined => {
    const asked = windows.get(conversation);
    return asked && now() - asked.at < thereFor ? asked : undefined;
  };
  return {
    asks(conversation) {
      const heard = [...(there(conversation)?.signs.values() ?? [])].filter(({ at }) => now() - at < freshFor);
      windows.delete(conversation);
      windows.set(conversation, { at: now(), signs: new Map() });
      for (const [oldest, { at }] of windows) {
        if (now() - at < thereFor && windows.size <= mostWindows) break;
        windows.delete(oldest);
      }
      return heard.map(({ sign }) => sign);
    },
    sign: (conversation, sign) => void there(conversation)?.signs.set(sign.sign, { sign, at: now() }),
    isThere: (conversation) => there(conversation) !== undefined,
  };
}
