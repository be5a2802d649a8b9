import { z } from 'zod';
import { composed } from '../need/legible';
import { commandNames } from './contract';

/** What a tapped answer may hold; anything else in it is refused. */
export const answerValueSchema = z
  .object({
    option: z.string().max(200).optional(),
    options: z.array(z.string().max(200)).max(60).optional(),
    number: z.number().optional(),
    text: z.string().optional(),
    place: z.string().max(200).optional(),
    command: z.enum(commandNames).optional(),
    language: z.string().max(20).optional(),
  })
  .strip();

export type AnswerValueIn = z.output<typeof answerValueSchema>;

/** One message from a family's side, free of any channel's own types. */
export interface Incoming {
  readonly kind: 'start' | 'message' | 'leave';
  readonly conversation: string;
  /** Unique in its conversation: a repeated id gets the stored answer. */
  readonly messageId: string;
  readonly region: string;
  readonly channel: 'web' | 'teams' | 'other';
  /** The language the client asks for; the family's own choice wins later. */
  readonly language: string | undefined;
  readonly text: string | undefined;
  readonly value: AnswerValueIn | undefined;
  /** A need that the page, not the family, is about. */
  readonly about?: string | undefined;
  /** The entry by which the family came, of the region's own list; it is only counted. */
  readonly from?: string | undefined;
  /** The client's own activity id, echoed back so that it can match what it sent. */
  readonly clientId?: string | undefined;
  readonly atHome: boolean;
}

/** More than any door lets in: danger is heard in every word, however long the message. */
const longest = 262_144;

/** Text as it may be read: control, zero-width and direction characters away, composed, and bounded in length. */
export function cleaned(text: string): string {
  return composed(text.slice(0, longest))
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ' '))
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .toWellFormed()
    .trim();
}
