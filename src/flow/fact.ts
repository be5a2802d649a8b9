import { z } from 'zod';

/** One thing a family has told: an option's id, a whole number, words, or several option ids. */
export type FactValue = string | number | readonly string[];

/** What is known at a point of the path, by the fact's one name in the whole house (docs/words.md). */
export type Facts = Readonly<Record<string, FactValue>>;

export const idSchema = z.string().regex(/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/, {
  message: 'a name is lower-case letters and digits, joined by - or _, for example childs-age',
});

/** "I do not know" means the same everywhere and is never a number or a place. */
export const unknown = 'unknown';
