import { z } from 'zod';
import { idSchema, type Facts } from '../flow/fact';

/** Workers read Finnish and Swedish; what goes to a family is there in each language it may have chosen. */
const workersWords = z.strictObject({ fi: z.string().min(1), sv: z.string().min(1) });
const familysWords = z.strictObject({ fi: z.string().min(1), sv: z.string().min(1), en: z.string().min(1) });
const time = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, { message: 'a time is written 09:00' });

/** What a ready text leaves open: filled by the console, or by the worker. */
export const textFields = ['worker-role', 'phone', 'day', 'time', 'service', 'case'] as const;

const triggerSchema = z.strictObject({
  id: idSchema,
  regions: z.array(idSchema).min(1),
  name: workersWords,
  /** It is suggested when all of one line holds: each fact has one of its values. Without lines only a worker can tell. */
  suggest: z.array(z.record(z.string(), z.array(z.string()).min(1))),
  source: z.string().min(1),
});

const recordLabels = [
  'case',
  'received',
  'origin',
  'municipality',
  'who',
  'name',
  'reach',
  'need',
  'own-words',
  'wish',
  'pending',
  'danger',
  'permission',
  'answers',
  'outcome',
  'services',
  'statutory',
  'triggers',
  'evaluation',
  'events',
  'ending',
  'register',
  'led',
  'target',
  'minutes',
  'yes',
  'no',
] as const;
export type RecordLabel = (typeof recordLabels)[number];

/** What workers have at hand beside a handoff: whom to consult, where to move on, texts, checklists, triggers. One for all regions. */
export const workbookSchema = z.strictObject({
  owner: z.string().min(1),
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  'safe-times': z.array(z.strictObject({ id: idSchema, name: workersWords, from: time, to: time })),
  /** What the duty to notify means for the one who reads (417/2007 25 §). */
  duty: z.strictObject({ text: workersWords, source: z.string().min(1) }),
  roles: z.array(z.strictObject({ id: idSchema, name: workersWords, source: z.string().min(1) })),
  parties: z.array(z.strictObject({ id: idSchema, name: workersWords, source: z.string().min(1) })),
  'ready-texts': z.array(z.strictObject({ id: idSchema, title: workersWords, text: familysWords })),
  checklists: z.array(
    z.strictObject({
      id: idSchema,
      title: workersWords,
      items: z.array(workersWords).min(1),
      source: z.string().min(1),
    }),
  ),
  triggers: z.array(triggerSchema),
  /** What the parts of a copied record are called, in the order of the record. */
  record: z.strictObject(
    Object.fromEntries(recordLabels.map((label) => [label, workersWords])) as Record<RecordLabel, typeof workersWords>,
  ),
});
export type Workbook = z.output<typeof workbookSchema>;
export type Trigger = Workbook['triggers'][number];

/** The common triggers that a family's answers suggest in a region (domain 2.5, F-095). A worker decides of each. Pure. */
export function suggestedTriggers(workbook: Workbook, region: string, facts: Facts): readonly string[] {
  const has = (fact: string, values: readonly string[]): boolean => {
    const known = facts[fact];
    const told = Array.isArray(known) ? (known as readonly string[]) : [String(known)];
    return told.some((one) => values.includes(one));
  };
  return workbook.triggers
    .filter((trigger) => trigger.regions.includes(region))
    .filter((trigger) =>
      trigger.suggest.some((line) => Object.entries(line).every(([fact, values]) => has(fact, values))),
    )
    .map((trigger) => trigger.id);
}

/** The fields a text leaves open. */
export function fieldsIn(text: string): string[] {
  return [...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
}
