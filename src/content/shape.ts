import { z } from 'zod';
import { idSchema } from '../flow/fact';

/** The closed list of needs, each with the topic it stands under when a family chooses by tapping. */
export const needsSchema = z.strictObject({
  owner: z.string().min(1),
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  topics: z.array(idSchema).min(1),
  needs: z.array(
    z.strictObject({
      id: idSchema,
      /** The need in an address of a web page, in Finnish: `/?aihe=ero`. */
      slug: z
        .string()
        .regex(/^[a-z0-9-]{2,40}$/, { message: 'a slug has small letters a-z, numbers and hyphens' })
        .optional(),
      topic: idSchema.nullable(),
      critical: z.boolean().optional(),
      /** The matter is the parent's own: services for adults fit too. */
      adult: z.boolean().optional(),
    }),
  ),
});
export type Needs = z.output<typeof needsSchema>;

export const phrasesSchema = z.strictObject({ need: idSchema, phrases: z.array(z.string().min(1)).min(1) });

const patternSchema = z
  .string()
  .regex(/^[a-z0-9()|* .&!@-]+$/, {
    message: 'a pattern has folded words (a-z, 0-9), word*, *part*, (this|that), @list, .., & and ! only',
  })
  .refine((pattern) => pattern.split(/\s+/).every((place) => /^(\([^()]+\)|[^()]*)$/.test(place)), {
    message:
      'each of (this|that) is one word, and a bracket stands in no other: write two patterns for two words in a row',
  });
/** An idiom hides just the words it names, so it has no "&" and no "!". */
const idiomSchema = patternSchema.refine((pattern) => !/[&!]/.test(pattern), {
  message: 'an idiom has no "&" and no "!"',
});
/** A named list of words, written "@name" in the patterns of the same file. */
const wordListSchema = z.string().regex(/^[a-z0-9* \n]+$/, { message: 'a list has folded words with spaces between' });
export const dangerKinds = ['self_harm', 'violence_now', 'child_in_danger', 'medical_emergency', 'overdose'] as const;
export type DangerKind = (typeof dangerKinds)[number];
export type DangerLevel = 'emergency' | 'urgent' | 'check';
/** A hint is heard by nobody: it only makes a message more like danger. */
export type RuleLevel = DangerLevel | 'hint';

export const dangerSchema = z.strictObject({
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  words: z.record(idSchema, wordListSchema).optional(),
  idioms: z.array(idiomSchema),
  /** Long ago, in general, in a story: what a rule hears near it only counts in the likeness, as a hint does. */
  contexts: z.array(patternSchema).optional(),
  rules: z.array(
    z.strictObject({
      id: idSchema,
      kind: z.enum(dangerKinds),
      level: z.enum(['emergency', 'urgent', 'check', 'hint']),
      patterns: z.array(patternSchema).min(1),
      /** Too broad to be heard by themselves: they only count in the likeness, as a hint does. */
      unsure: z.array(patternSchema).optional(),
      unless: z.array(patternSchema).optional(),
      'unless-near': z.array(patternSchema).optional(),
    }),
  ),
});
/** Written examples from which it is learned how a message of danger sounds, and what only sounds like it. */
export const dangerExamplesSchema = z.strictObject({
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  danger: z.array(z.string().min(1)).min(1),
  /** Further examples of danger whose kind is told. */
  kinds: z.partialRecord(z.enum(dangerKinds), z.array(z.string().min(1))).optional(),
  'look-alikes': z.array(z.string().min(1)).min(1),
});
function isScript(name: string): boolean {
  try {
    return new RegExp(`^\\p{Script=${name}}?$`, 'u').test('');
  } catch {
    return false;
  }
}

/** Languages that families write in although the guidance is not offered in them, and what they are told (needs). */
export const otherLanguagesSchema = z.strictObject({
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  fallback: z.string().min(1),
  languages: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z]{2,3}$/),
      script: z
        .string()
        .refine(isScript, { message: 'there is no such script: write its Unicode name, for example Cyrillic' })
        .optional(),
      letters: z.string().min(1).optional(),
      /** Ordinary words with spaces between. */
      words: z.string().min(1).optional(),
      greetings: z.array(z.string().min(1)).optional(),
      message: z.string().min(1).optional(),
    }),
  ),
});
export type OtherLanguages = z.output<typeof otherLanguagesSchema>;
export type DangerExamples = z.output<typeof dangerExamplesSchema>;
export type DangerRules = z.output<typeof dangerSchema>;

/** Words by name, nested as authors like; the house knows them by the path, for example `frame.steps.who.ask`. */
export type WordTree = string | readonly WordTree[] | { readonly [name: string]: WordTree };
export const wordTreeSchema: z.ZodType<WordTree> = z.lazy(() =>
  z.union([z.string().min(1), z.array(wordTreeSchema), z.record(z.string(), wordTreeSchema)]),
);
export const wordFileSchema = z
  .object({ 'approved-by': z.string().nullable(), 'approved-at': z.iso.date().nullable() })
  .catchall(wordTreeSchema);
