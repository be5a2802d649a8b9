import type { InvokeResponse } from 'botbuilder';
import { cardType, type Element } from './cards';

/** Answers a pressed button with a card in the place of the one that was pressed. */
export function cardBack(content: Element): InvokeResponse {
  return { status: 200, body: { statusCode: 200, type: cardType, value: content } };
}

/** Answers a pressed button with words that only who pressed reads; the card stays as it is. */
export function messageBack(text: string): InvokeResponse {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text } };
}
