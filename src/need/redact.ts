import { addressSpans } from './addresses';
import { emailSpans } from './emails';
import { cardSpans, hetuSpans, ibanSpans } from './identifiers';
import { legible, outline } from './legible';
import { phoneSpans } from './phones';
import { covered } from './span';

/** Text with identifiers masked, and whether any was. */
export interface Redacted {
  readonly text: string;
  readonly masked: boolean;
}

export type Redact = (text: string) => Redacted;

/**
 * Masks personal identity codes, e-mail addresses, account, card and phone numbers, street addresses and postal codes, before
 * anything is kept, counted or logged (law.md 0 nr 8). Text without any stays sign for sign. Public numbers, as "040 123 4567",
 * are not masked: they tell nothing of a family.
 */
export function redactor(publicNumbers: readonly string[]): Redact {
  const open = new Set(publicNumbers.map((number) => number.replace(/\D/g, '')));
  return (text) => {
    const plain = legible(text);
    const seen = outline(plain);
    const spans = [
      ...emailSpans(plain, seen),
      ...hetuSpans(seen),
      ...ibanSpans(seen),
      ...cardSpans(seen),
      ...phoneSpans(seen, open),
      ...addressSpans(plain, seen),
    ];
    return spans.length === 0 ? { text, masked: false } : { text: covered(plain, spans, mask), masked: true };
  };
}

/** Masks by form alone: of public numbers only those of the national help lines are known. */
export const redact: Redact = redactor([]);

const mask = '▒▒▒';
