import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { yamlFiles } from '../content/files';
import { ContentError, type Problem } from '../content/problem';
import { readSource, shaped } from '../content/source';
import { commandNames, type AnswerValue } from './contract';

const listSchema = z.strictObject({
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  none: z.literal(true).optional(),
});
export type ExpectedList = z.output<typeof listSchema>;

const expectSchema = z.strictObject({
  step: z.string().optional(),
  kind: z.string().optional(),
  language: z.string().optional(),
  proposed: z.string().optional(),
  options: listSchema.optional(),
  danger: z.string().optional(),
  check: z.boolean().optional(),
  outcome: z.string().optional(),
  need: z.string().nullable().optional(),
  also: z.array(z.string()).optional(),
  line: z.string().nullable().optional(),
  services: listSchema.optional(),
  promise: z.string().optional(),
  sent: z.boolean().optional(),
  rows: listSchema.optional(),
});
export type Expected = z.output<typeof expectSchema>;

const turnSchema = z
  .strictObject({
    say: z.string().optional(),
    tap: z.union([z.string(), z.number(), z.array(z.string())]).optional(),
    place: z.string().optional(),
    command: z.enum(commandNames).optional(),
    expect: expectSchema.optional(),
  })
  .refine(
    ({ say, tap, place, command }) => [say, tap, place, command].filter((one) => one !== undefined).length === 1,
    'a turn has exactly one of say, tap, place, command',
  );
export type JourneyTurn = z.output<typeof turnSchema>;

const journeySchema = z.strictObject({
  name: z.string(),
  language: z.string().optional(),
  at: z.string().optional(),
  about: z.string().optional(),
  talk: z.array(turnSchema).min(1),
  end: z.strictObject({
    sent: z.number().int(),
    area: z.string().optional(),
    'danger-rank': z.number().int().optional(),
    'child-alone': z.boolean().optional(),
    need: z.string().nullable().optional(),
    who: z.string().nullable().optional(),
    language: z.string().optional(),
    name: z.string().nullable().optional(),
  }),
});
export type Journey = z.output<typeof journeySchema>;

/** The moment at which a journey happens when it says nothing: an ordinary Monday morning in phone hours. */
export const ordinaryMoment = '2026-11-23T08:00:00Z';

/** Conversations written down in `test/journeys`, by file. Throws a ContentError that names every place that cannot be read. */
export function readJourneys(root: string): ReadonlyMap<string, readonly Journey[]> {
  const problems: Problem[] = [];
  const schema = z.strictObject({ journeys: z.array(journeySchema).min(1) });
  const files = yamlFiles(root, 'test/journeys').map((file) => {
    const read = shaped(readSource(file, readFileSync(join(root, file), 'utf8')), schema, problems);
    return [file, read?.journeys ?? []] as const;
  });
  if (problems.length > 0) throw new ContentError(problems);
  return new Map(files);
}

/** What the family does in a turn: words, or a tapped answer. */
export function saidIn({ say, tap, place, command }: JourneyTurn): string | AnswerValue {
  if (say !== undefined) return say;
  if (place !== undefined) return { place };
  if (command !== undefined) return { command };
  if (typeof tap === 'number') return { number: tap };
  return Array.isArray(tap) ? { options: tap } : { option: tap ?? '' };
}

/** A turn as a reader finds it again in its file. */
export function turnText(turn: JourneyTurn): string {
  return turn.say ?? JSON.stringify(turn.tap ?? turn.place ?? turn.command);
}
