import type { Attachment } from 'botbuilder';

/** An element of an Adaptive Card. The schema is Microsoft's; what we build of it is checked by the tests. */
export type Element = Readonly<Record<string, unknown>>;

/** A whole card, and its words. */
export type Card = Element & { readonly speak: string };

export const cardType = 'application/vnd.microsoft.card.adaptive';

/** Teams refuses cards past 28 kB; some room is left for what the channel adds. */
const mostBytes = 24_000;

export interface CardParts {
  readonly language: string;
  /** The whole of it in words: read aloud, and shown where the card cannot be. */
  readonly words: string;
  readonly body: readonly Element[];
}

/** A card with words to be read aloud and words for where cards are not shown. */
export function card({ language, words, body }: CardParts): Card {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    lang: language,
    speak: words,
    fallbackText: words,
    body,
  };
}

export function attached(content: Element): Attachment {
  return { contentType: cardType, content };
}

export function isTooLarge(content: Element): boolean {
  return Buffer.byteLength(JSON.stringify(content)) > mostBytes;
}

/**
 * A line of text. Runs are shown as they are: Teams reads Markdown and date marks in a `TextBlock`, and what somebody has written
 * must never become a link or a picture.
 */
export function line(text: string, look: Element = {}): Element {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...look }] };
}

export function heading(text: string): Element {
  return line(text, { weight: 'bolder', size: 'medium' });
}

/** A line that leads somewhere when it is touched. */
export function link(text: string, url: string): Element {
  return line(text, { color: 'accent', underline: true, selectAction: { type: 'Action.OpenUrl', url } });
}

/** A button that comes back to the house with its own value. */
export function button(title: string, verb: string, value: Element, more: Element = {}): Element {
  return { type: 'Action.Execute', title, verb, data: { luotsi: value }, ...more };
}

/** Buttons one below the other: whole answers are read one a line, on a phone too. */
export function buttons(actions: readonly Element[]): Element[] {
  return actions.map((action) => ({ type: 'ActionSet', actions: [action], spacing: 'small' }));
}

/** A name and what stands beside it. */
export function row(name: string, value: string, action?: Element): Element {
  const column = (items: readonly Element[], width: string): Element => ({ type: 'Column', width, items });
  return {
    type: 'ColumnSet',
    spacing: 'small',
    columns: [
      column([line(name, { isSubtle: true }), line(value)], 'stretch'),
      ...(action ? [column([{ type: 'ActionSet', actions: [action] }], 'auto')] : []),
    ],
  };
}
