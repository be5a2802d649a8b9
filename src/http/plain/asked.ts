import type { Outgoing } from '../../conversation/outgoing';
import { escaped } from '../html';

/** The open question as a page shows it. */
export interface Asking {
  readonly word: Outgoing;
  /** Why it is asked again, when the answer before was not read. */
  readonly missed: string | undefined;
  /** What the family wrote, so that it need not be written again. */
  readonly written: string;
  /** What the family said last, however it was read. */
  readonly told: string;
  readonly heading: 'h1' | 'h2';
}

/** The words of a question in their places: what leads to it, the question alone, and what explains it. */
export interface Asked {
  readonly lead: string;
  readonly ask: string;
  readonly notes: string;
  /** Ties the words around the question to its field, for a screen reader. */
  readonly describedBy: string;
}

/** Lays out a question: a heading is read whole at a glance, so a long text stands beside it. */
export function askedIn({ word, missed }: Asking, more: Readonly<Record<string, string>> = {}): Asked {
  const { lead, ask, rest } = parted(word.luotsi.asks?.question ?? word.text);
  const notes = Object.entries({ hint: rest, why: word.luotsi.asks?.why ?? '', ...more, missed: missed ?? '' }).filter(
    ([, text]) => text !== '',
  );
  const ids = [...(lead === '' ? [] : ['lead']), ...notes.map(([id]) => id)];
  return {
    lead: lead === '' ? '' : `<p id="lead">${escaped(lead)}</p>`,
    ask: escaped(ask),
    notes: notes
      .map(([id, text]) => `<p id="${id}"${id === 'missed' ? ' class="missed"' : ''}>${escaped(text)}</p>`)
      .join(''),
    describedBy: ids.length === 0 ? '' : ` aria-describedby="${ids.join(' ')}"`,
  };
}

const shortEnough = 110;

/** The sentence that asks, with what comes before it when that is short; without a question mark the first sentence. */
function parted(text: string): { readonly lead: string; readonly ask: string; readonly rest: string } {
  const sentences = text.split(/(?<=[.?!])\s+(?=\p{Lu})/u);
  const asks = Math.max(
    0,
    sentences.findLastIndex((one) => one.endsWith('?')),
  );
  const whole = sentences.slice(0, asks + 1).join(' ');
  const rest = sentences.slice(asks + 1).join(' ');
  if (whole.length <= shortEnough) return { lead: '', ask: whole, rest };
  return { lead: sentences.slice(0, asks).join(' '), ask: sentences[asks] ?? text, rest };
}
