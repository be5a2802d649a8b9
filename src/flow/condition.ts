import { z } from 'zod';
import { idSchema, type Facts, type FactValue } from './fact';

const valueSchema = z.union([z.string(), z.number()]);

interface ConditionShape {
  fact?: string | undefined;
  is?: string | number | undefined;
  'one-of'?: (string | number)[] | undefined;
  includes?: string | undefined;
  'at-least'?: number | undefined;
  'at-most'?: number | undefined;
  answered?: boolean | undefined;
  all?: ConditionShape[] | undefined;
  any?: ConditionShape[] | undefined;
  not?: ConditionShape | undefined;
  named?: string | undefined;
  rule?: string | undefined;
}

const comparisons = ['is', 'one-of', 'includes', 'at-least', 'at-most', 'answered'] as const;
const forms = ['fact', 'all', 'any', 'not', 'named', 'rule'] as const;

/**
 * A condition compares one fact, joins conditions, or calls a condition by name. There are no expressions:
 * whoever reads Finnish guidance texts can read these too.
 */
export const conditionSchema: z.ZodType<ConditionShape> = z
  .strictObject({
    fact: idSchema.optional(),
    is: valueSchema.optional(),
    'one-of': z.array(valueSchema).min(1).optional(),
    includes: z.string().optional(),
    'at-least': z.number().optional(),
    'at-most': z.number().optional(),
    answered: z.boolean().optional(),
    get all() {
      return z.array(conditionSchema).min(1).optional();
    },
    get any() {
      return z.array(conditionSchema).min(1).optional();
    },
    get not() {
      return conditionSchema.optional();
    },
    named: idSchema.optional(),
    rule: idSchema.optional(),
  })
  .superRefine((condition, context) => {
    const used = forms.filter((form) => condition[form] !== undefined);
    const compared = comparisons.filter((comparison) => condition[comparison] !== undefined);
    if (used.length !== 1)
      context.addIssue({ code: 'custom', message: `a condition has exactly one of ${forms.join(', ')}` });
    else if (used[0] === 'fact' && compared.length !== 1)
      context.addIssue({ code: 'custom', message: `a fact is compared with exactly one of ${comparisons.join(', ')}` });
    else if (used[0] !== 'fact' && compared.length > 0)
      context.addIssue({ code: 'custom', message: `${compared[0]} needs a fact beside it` });
  });

export type Condition = z.output<typeof conditionSchema>;

/** The conditions a flow or the house has given a name; looked up when a condition says `named:` or `rule:`. */
export interface Names {
  readonly named: Readonly<Record<string, Condition>>;
  readonly rules: Readonly<Record<string, Rule>>;
}

/**
 * A named rule: a pure tested function that cites its source and declares the facts it reads, each with the values it tells apart
 * (everything else is alike to it) or `how-many` for the length of a list. A test fails when it reads or tells apart anything else.
 */
export interface Rule {
  readonly source: string;
  readonly reads: Readonly<Record<string, readonly string[] | 'how-many'>>;
  readonly holds: (facts: Facts) => boolean;
}

/** Whether a condition holds of what is known so far. An unanswered fact is equal to nothing and neither large nor small. */
export function holds(condition: Condition, facts: Facts, names: Names): boolean {
  // Loops and not every() and some(): this is asked some hundred times a turn, and each of those would leave a closure behind.
  if (condition.all) {
    for (const part of condition.all) if (!holds(part, facts, names)) return false;
    return true;
  }
  if (condition.any) {
    for (const part of condition.any) if (holds(part, facts, names)) return true;
    return false;
  }
  if (condition.not) return !holds(condition.not, facts, names);
  if (condition.named !== undefined) {
    const named = own(names.named, condition.named);
    return named !== undefined && holds(named, facts, names);
  }
  if (condition.rule !== undefined) return own(names.rules, condition.rule)?.holds(facts) ?? false;
  return compares(condition, own(facts, condition.fact ?? ''));
}

/** What an author named, and nothing that every object of the language has by itself. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function compares(condition: Condition, value: FactValue | undefined): boolean {
  if (condition.answered !== undefined) return isAnswered(value) === condition.answered;
  if (value === undefined) return false;
  if (condition.includes !== undefined) return Array.isArray(value) && value.includes(condition.includes);
  if (condition['one-of']) return (condition['one-of'] as readonly FactValue[]).includes(value);
  if (condition['at-least'] !== undefined) return typeof value === 'number' && value >= condition['at-least'];
  if (condition['at-most'] !== undefined) return typeof value === 'number' && value <= condition['at-most'];
  return condition.is === value;
}

function isAnswered(value: FactValue | undefined): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** Every fact a condition looks at, rules and named conditions included; for checks and proofs. */
export function factsOf(condition: Condition, names: Names, seen: ReadonlySet<string> = new Set()): string[] {
  if (condition.all) return condition.all.flatMap((part) => factsOf(part, names, seen));
  if (condition.any) return condition.any.flatMap((part) => factsOf(part, names, seen));
  if (condition.not) return factsOf(condition.not, names, seen);
  if (condition.rule !== undefined) return Object.keys(names.rules[condition.rule]?.reads ?? {});
  if (condition.named !== undefined) {
    const named = names.named[condition.named];
    if (!named || seen.has(condition.named)) return [];
    return factsOf(named, names, new Set([...seen, condition.named]));
  }
  return condition.fact === undefined ? [] : [condition.fact];
}
