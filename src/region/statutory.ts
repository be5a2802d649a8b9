import { z } from 'zod';
import { idSchema } from '../flow/fact';
import { afterMonths, atOfficeClose, dayOf, nthWeekday } from './calendar';
import { wordsSchema, type Region } from './region';

const positive = z.number().int().min(1);

const dueSchema = z.union([
  z.strictObject({ 'at-once': z.literal(true) }),
  z.strictObject({ 'same-working-day': z.literal(true) }),
  /** Working days after the day of contact; Saturdays count unless `saturdays: false` (the stricter reading, law.md 6.1). */
  z.strictObject({ 'working-days': positive, saturdays: z.boolean().optional() }),
  z.strictObject({ months: positive }),
  /** Runs from the day the need is found, which only a professional knows: told without a date. */
  z.strictObject({ 'days-from-need': positive }),
  z.strictObject({ 'months-from-need': positive }),
]);

export const clockSchema = z.strictObject({
  id: idSchema,
  name: wordsSchema,
  /** All that is named must hold. */
  when: z.strictObject({
    needs: z.array(idSchema).optional(),
    'not-needs': z.array(idSchema).optional(),
    outcomes: z.array(idSchema).optional(),
    danger: z.array(z.enum(['emergency', 'urgent'])).optional(),
    /** The youngest person it is about is under this many years, unborn or of unknown age. */
    under: z.number().int().optional(),
  }),
  due: dueSchema,
  'valid-from': z.iso.date(),
  'valid-to': z.iso.date().optional(),
  source: z.string().min(1),
});
export type StatutoryClock = z.output<typeof clockSchema>;

export const statutorySchema = z.strictObject({
  owner: z.string().min(1),
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  clocks: z.array(clockSchema),
});

/** What a statutory clock looks at. */
export interface Matter {
  readonly needs: readonly string[];
  readonly outcome: string;
  readonly danger: readonly string[];
  readonly ages: readonly (number | 'unborn' | undefined)[];
}

export interface RunningClock {
  readonly id: string;
  /** UTC; null when the clock runs from a day that only a professional knows. */
  readonly dueAt: string | null;
}

/**
 * The statutory clocks that may run from this contact, the earliest first; for workers only (law.md 3.4 to 3.8). Each is the
 * version that was in force on the day of contact.
 */
export function statutoryFor(
  clocks: readonly StatutoryClock[],
  matter: Matter,
  receivedAt: Date,
  region: Pick<Region, 'closed-days'>,
): RunningClock[] {
  const day = dayOf(receivedAt);
  return clocks
    .filter(
      (clock) => clock['valid-from'] <= day && day <= (clock['valid-to'] ?? '9999') && concerns(clock.when, matter),
    )
    .map((clock) => ({ id: clock.id, dueAt: dueOf(clock.due, receivedAt, region)?.toISOString() ?? null }))
    .sort((one, other) => (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'));
}

function concerns(when: StatutoryClock['when'], matter: Matter): boolean {
  const { needs, outcomes, danger, under } = when;
  const not = when['not-needs'];
  return (
    (needs === undefined || needs.some((need) => matter.needs.includes(need))) &&
    (not === undefined || !not.some((need) => matter.needs.includes(need))) &&
    (outcomes === undefined || outcomes.includes(matter.outcome)) &&
    (danger === undefined || danger.some((level) => matter.danger.includes(level))) &&
    (under === undefined || matter.ages.some((age) => typeof age !== 'number' || age < under))
  );
}

function dueOf(due: StatutoryClock['due'], receivedAt: Date, region: Pick<Region, 'closed-days'>): Date | undefined {
  if ('at-once' in due) return receivedAt;
  if ('same-working-day' in due) return atOfficeClose(receivedAt, region);
  if ('working-days' in due) return nthWeekday(receivedAt, due['working-days'], due.saturdays !== false);
  if ('months' in due) return afterMonths(receivedAt, due.months);
  return undefined;
}
