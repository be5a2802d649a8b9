import type { Message } from './messages';
import type { Sign } from './signs';

/** What the window is told of its conversation. */
export interface Heard {
  messages(messages: readonly Message[]): void;
  state(state: 'starting' | 'open' | 'waiting' | 'over'): void;
  languages(languages: readonly string[]): void;
  /** What stands in the field has changed by itself. */
  draft(): void;
  /** The worker writes, or has read. */
  sign(sign: Sign): void;
}

/** How a conversation begins: where the window stands, and what the page is about. */
export interface Start {
  readonly region: string;
  readonly language: string;
  readonly about: string | null;
  readonly from: string | null;
}

/** How a window asks the door for a conversation. */
export function beginningOf({ region, language, about, from }: Start): object {
  const properties = { region, ...(about === null ? {} : { about }), ...(from === null ? {} : { from }) };
  return { locale: language, properties };
}
