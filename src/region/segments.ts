import { z } from 'zod';
import { idSchema, type Facts } from '../flow/fact';
import { wordsSchema } from './region';

/** Where a segment's card puts its mark between the two ends of a scale; nothing where the card cannot be read. */
const markSchema = z.strictObject({
  at: z.enum(['left', 'towards-left', 'middle', 'towards-right', 'right']).nullable(),
  inferred: z.boolean().optional(),
});

const segmentSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema,
  coping: z.enum(['easy', 'hard']),
  'needs-many': z.enum(['few', 'many']),
  meaning: wordsSchema,
  'services-are': wordsSchema,
  'works-by': wordsSchema,
  /** Who stays beside the family; null where the document names nobody. */
  worker: wordsSchema.nullable(),
  plan: wordsSchema.nullable(),
  'follow-up': wordsSchema.nullable(),
  profile: z.record(z.string(), markSchema).optional(),
  inferred: z.array(z.string()).optional(),
});

/** A segmentation model: two axes, four quadrants, and for families six scales of a profile (F-099). */
export const modelSchema = z.strictObject({
  id: idSchema,
  source: z.string().min(1),
  'checked-at': z.iso.date(),
  audience: z.enum(['families', 'working-age']),
  scales: z.array(z.strictObject({ id: idSchema, left: wordsSchema, right: wordsSchema })),
  segments: z.array(segmentSchema).length(4),
});
export type SegmentModel = z.output<typeof modelSchema>;
export type Segment = z.output<typeof segmentSchema>;

export const modelsSchema = z.strictObject({
  owner: z.string().min(1),
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  models: z.array(modelSchema).min(1),
});

/** The two axes as a family answered them, or as a worker sees them. */
export interface Axes {
  readonly coping: 'easy' | 'hard';
  readonly 'needs-many': 'few' | 'many';
}

export interface ProposedSegment {
  readonly segment: string;
  readonly reasons: readonly string[];
}

/** The quadrant of a model; every model has each of the four once. */
export function segmentAt(model: SegmentModel, axes: Axes): Segment | undefined {
  return model.segments.find((one) => one.coping === axes.coping && one['needs-many'] === axes['needs-many']);
}

/**
 * The segment that a family's own answers point at, with the answers that did (F-097, F-099): an aid for the worker, never a
 * label to a family. Where coping or the amount of needs is not known, nothing is proposed. Somebody who named a second matter
 * is not asked how many there are: two matters are many.
 */
export function proposeSegment(model: SegmentModel | undefined, facts: Facts): ProposedSegment | undefined {
  const { coping } = facts;
  const amount = facts['needs-many'];
  const also = Array.isArray(facts['also']) ? (facts['also'] as readonly string[]).filter(isMatter) : [];
  const many = also.length > 0 ? 'many' : amount === 'few' || amount === 'many' ? amount : undefined;
  if (model === undefined || (coping !== 'easy' && coping !== 'hard') || many === undefined) return undefined;
  const segment = segmentAt(model, { coping, 'needs-many': many });
  return (
    segment && {
      segment: segment.id,
      reasons: [`coping=${coping}`, also.length > 0 ? `also=${also.join(',')}` : `needs-many=${many}`],
    }
  );
}

function isMatter(need: string): boolean {
  return need !== 'none' && need !== 'skip';
}
