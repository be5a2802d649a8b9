import { z } from 'zod';
import { conditionSchema } from './condition';
import { idSchema } from './fact';
import { questionSchemas, type QuestionStep } from './kinds/registry';

const sayStep = z.strictObject({ id: idSchema, kind: z.literal('say'), when: conditionSchema.optional() });
const outcomeStep = z.strictObject({ id: idSchema, kind: z.literal('outcome'), when: conditionSchema.optional() });
const handoffStep = z.strictObject({ id: idSchema, kind: z.literal('handoff'), when: conditionSchema.optional() });
const numbersStep = z.strictObject({
  id: idSchema,
  kind: z.literal('numbers'),
  /** The region's emergency numbers, or the lines that listen to whoever writes. */
  which: z.enum(['emergency', 'listening']),
  when: conditionSchema.optional(),
});
const alarmStep = z.strictObject({
  id: idSchema,
  kind: z.literal('alarm'),
  danger: z.enum(['self_harm', 'violence_now', 'child_in_danger', 'medical_emergency', 'overdose']),
  level: z.enum(['emergency', 'urgent']),
  when: conditionSchema.optional(),
});
const partStep = z.strictObject({
  id: idSchema,
  kind: z.literal('part'),
  /** A flow's name, or `by-need`: the flow that says it serves the family's need. */
  flow: idSchema,
  when: conditionSchema.optional(),
});
const groupStep = z.strictObject({
  id: idSchema,
  kind: z.literal('group'),
  when: conditionSchema.optional(),
  /** Once this holds, what was answered stays known but nothing more of the group is asked or said. */
  until: conditionSchema.optional(),
  get steps(): z.ZodArray<typeof stepSchema> {
    return z.array(stepSchema).min(1);
  },
});

/**
 * A step is a question, an act (`say` something, show the emergency card by an `alarm`, show
 * `numbers`, give the `outcome`, make the `handoff`),
 * or holds other steps: a `part` is another flow, a `group` has a condition of its own. Steps are passed from top to bottom; a step whose `when` does not hold, or whose fact is already
 * known, is passed over. There are no jumps, so no circle and no dead end can be written inside a flow.
 */
export const stepSchema = z.discriminatedUnion('kind', [
  ...questionSchemas,
  sayStep,
  outcomeStep,
  handoffStep,
  alarmStep,
  numbersStep,
  partStep,
  groupStep,
]) as z.ZodType<Step>;

export type Act =
  | z.output<typeof sayStep>
  | z.output<typeof outcomeStep>
  | z.output<typeof handoffStep>
  | z.output<typeof alarmStep>
  | z.output<typeof numbersStep>;
export type Part = z.output<typeof partStep>;
export interface Group {
  id: string;
  kind: 'group';
  when?: z.output<typeof conditionSchema> | undefined;
  until?: z.output<typeof conditionSchema> | undefined;
  steps: Step[];
}
export type Step = QuestionStep | Act | Part | Group;

export const flowSchema = z.strictObject({
  flow: idSchema,
  owner: z.string().min(1),
  'approved-by': z.string().nullable(),
  'approved-at': z.iso.date().nullable(),
  /** Needs whose own questions this flow asks. */
  needs: z.array(idSchema).optional(),
  conditions: z.record(idSchema, conditionSchema).optional(),
  steps: z.array(stepSchema).min(1),
});

export type Flow = z.output<typeof flowSchema>;

export const byNeed = 'by-need';
export const firstFlow = 'frame';

const actKinds: readonly string[] = ['say', 'outcome', 'handoff', 'alarm', 'numbers', 'part', 'group'];

export function isQuestion(step: Step): step is QuestionStep {
  return !actKinds.includes(step.kind);
}

/** Every step of a flow, groups opened, in reading order. */
export function stepsOf(flow: Flow): Step[] {
  const open = (steps: readonly Step[]): Step[] =>
    steps.flatMap((step) => (step.kind === 'group' ? [step, ...open(step.steps)] : [step]));
  return open(flow.steps);
}
