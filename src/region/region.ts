import { z } from 'zod';
import { idSchema } from '../flow/fact';

/** Words that a region owns, by language. Finnish is always there; another language only where the translation is certain. */
export const wordsSchema = z.object({ fi: z.string().min(1) }).catchall(z.string().min(1));
export type Words = z.output<typeof wordsSchema>;

const periodSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, {
    message: 'a period is written 09:00-11:00',
    abort: true,
  })
  .refine((period) => period.slice(0, 5) < period.slice(6), { message: 'a period ends after it begins' });
export const dayGroups = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'eve'] as const;
export type DayName = (typeof dayGroups)[number];

/** Opening periods by weekday; `eve` replaces the weekday on the eve of a weekday holiday. A day not named is closed. */
export const hoursSchema = z.strictObject({
  mon: z.array(periodSchema).optional(),
  tue: z.array(periodSchema).optional(),
  wed: z.array(periodSchema).optional(),
  thu: z.array(periodSchema).optional(),
  fri: z.array(periodSchema).optional(),
  sat: z.array(periodSchema).optional(),
  sun: z.array(periodSchema).optional(),
  eve: z.array(periodSchema).optional(),
});
export type Hours = z.output<typeof hoursSchema>;

const sourceSchema = {
  source: z.string().min(1),
  'checked-at': z.iso.date(),
};

/** One dated version of a line: what was true from a day on, and until another. */
export const lineVersionSchema = z.strictObject({
  'valid-from': z.iso.date(),
  'valid-to': z.iso.date().optional(),
  areas: z.array(idSchema).min(1),
  hours: hoursSchema,
  ...sourceSchema,
});

export const lineSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema,
  phone: z.string().regex(/^[\d ]{3,}$/),
  email: z.email().optional(),
  /** A line that serves others than families is shown only in these needs; the families' own line has none and serves all. */
  needs: z.array(idSchema).optional(),
  /** What of it was read from names alone and awaits the region's approval. */
  inferred: z.array(z.string()).optional(),
  versions: z.array(lineVersionSchema).min(1),
});
export type Line = z.output<typeof lineSchema>;
export type LineVersion = z.output<typeof lineVersionSchema>;

/** A number for danger, shown first, each with its source and the day it was read. Without hours it is always answered. */
export const emergencyLineSchema = z.strictObject({
  id: idSchema,
  phone: z.string().regex(/^[\d ]{3,}$/),
  email: z.email().optional(),
  name: wordsSchema,
  when: wordsSchema,
  hours: hoursSchema.optional(),
  kinds: z.array(z.enum(['self_harm', 'violence_now', 'child_in_danger', 'medical_emergency', 'overdose'])).optional(),
  verified: z.boolean(),
  ...sourceSchema,
});

/** A national line that helps in some needs; shown only when its row is verified, with its source and day (law.md 6.3). */
export const nationalLineSchema = z.strictObject({
  id: idSchema,
  phone: z.string().regex(/^[\d ]{3,}$/),
  name: wordsSchema,
  when: wordsSchema,
  needs: z.array(idSchema),
  'young-only': z.boolean().optional(),
  /** It listens to anybody, whatever the matter is. */
  listens: z.boolean().optional(),
  languages: z.array(z.string()).optional(),
  verified: z.boolean(),
  ...sourceSchema,
});
export type NationalLine = z.output<typeof nationalLineSchema>;
export const nationalSchema = z.strictObject({
  owner: z.string().min(1),
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  lines: z.array(nationalLineSchema),
});

export type EmergencyLine = z.output<typeof emergencyLineSchema>;

export const registers = ['none', 'patient', 'social', 'both'] as const;
export type Register = (typeof registers)[number];

const registersSchema = z.strictObject({
  advice: z.enum(registers),
  anonymous: z.enum(registers),
  'health-care': z.enum(registers),
  'social-service': z.enum(registers),
  pending: z.enum(registers),
  source: z.string().min(1),
});

export const areaSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema,
  /** Municipality ids; `inferred` tells which of them no document of the region names. */
  municipalities: z.array(idSchema),
  inferred: z.array(idSchema).optional(),
  /** Groups of the workers' sign-in that may see this area's queue. */
  groups: z.array(z.string()).optional(),
});

export const regionSchema = z.strictObject({
  region: idSchema,
  open: z.boolean(),
  owner: z.string().min(1),
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  name: wordsSchema,
  service: wordsSchema,
  /** Whose robot speaks, in the form that the greeting needs. */
  'speaks-for': wordsSchema,
  /** Web sites that may embed the chat, by origin; the region's own first. */
  sites: z.array(z.url({ protocol: /^https$/ })),
  /** Entries that lead to the chat and are counted: a button, a page, a poster. Any other is counted as `other`. */
  entries: z.array(idSchema).optional(),
  /** Who answers for accessibility: where feedback is sent, and when it was assessed (306/2019 9 §, 10 §). */
  accessibility: z.strictObject({ contact: z.email().nullable(), 'assessed-at': z.iso.date().nullable() }).optional(),
  languages: z.array(z.string()).min(1),
  'mandatory-languages': z.array(z.string()).min(1),
  county: idSchema,
  /** The role that watches the quality of the automatic advice (306/2019 6 a §); a role, not a person. Null until the region names it. */
  'responsible-role': z.string().nullable(),
  /** Business days within which a worker is in touch; a region without its own promise has none. */
  promise: z.strictObject({ 'business-days': z.number().int().min(1), source: z.string() }).nullable(),
  'assessments-in': z.enum(['guidance-unit', 'substance-sector']),
  /** Into which register a closed matter is proposed, by what it led to; a worker confirms each. */
  registers: registersSchema,
  /** A segmentation model of regions/segments.yaml. */
  segmentation: idSchema.nullable(),
  /** What of this file no document of the region tells. */
  inferred: z.array(z.string()).optional(),
  'closed-days': z.array(z.iso.date()),
  areas: z.array(areaSchema).min(1),
  lines: z.array(lineSchema),
  emergency: z.array(emergencyLineSchema).min(1),
  links: z.array(
    z.strictObject({ id: idSchema, name: wordsSchema, url: z.url(), needs: z.array(idSchema), source: z.string() }),
  ),
});
export type Region = z.output<typeof regionSchema>;
export type Area = z.output<typeof areaSchema>;

export const municipalitiesSchema = z.strictObject({
  source: z.string(),
  'checked-at': z.iso.date(),
  counties: z.array(z.strictObject({ id: idSchema, fi: z.string(), sv: z.string() })),
  municipalities: z.array(
    z.strictObject({
      id: idSchema,
      fi: z.string(),
      sv: z.string().optional(),
      also: z.array(z.string()).optional(),
      county: idSchema,
    }),
  ),
});
export type Municipalities = z.output<typeof municipalitiesSchema>;
export type Municipality = Municipalities['municipalities'][number];

/** The language a region answers in when one is asked for: the same, else the language it is a variant of, else the region's first. */
export function offeredLanguage(region: Pick<Region, 'languages'>, asked: string | undefined): string {
  const wanted = (asked ?? '').split(',').flatMap((one) => {
    const name = one.split(';')[0]?.trim().toLowerCase() ?? '';
    return [name, name.split('-')[0] ?? ''];
  });
  return wanted.find((one) => region.languages.includes(one)) ?? region.languages[0] ?? 'fi';
}

/** A region's words in a language or the one it is a variant of, or in Finnish where no certain translation exists. */
export function inLanguage(words: Words, language: string): string {
  return words[language] ?? words[language.split('-')[0] ?? ''] ?? words.fi;
}

/** The guidance area of a municipality; nothing when the place is unknown or no area names it (then the whole county serves it). */
export function areaOf(region: Region, municipality: string | undefined): Area | undefined {
  return region.areas.find((area) => municipality !== undefined && area.municipalities.includes(municipality));
}

/** The queue a handoff goes to when no area is known. */
export const commonQueue = 'common';
