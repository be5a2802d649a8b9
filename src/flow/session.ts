import { z } from 'zod';

const factValue = z.union([z.string(), z.number(), z.array(z.string())]);

const answerSchema = z.object({
  /** The fact the step asked for; a command (`person`) keeps its answer under its own name. */
  fact: z.string(),
  facts: z.record(z.string(), factValue),
});

export const channels = ['web', 'teams', 'other'] as const;

const dangerSchema = z.object({
  kind: z.string(),
  level: z.string(),
  /** Which pattern heard it: for the worker, never for logs. */
  pattern: z.string(),
});

/**
 * What is kept of one conversation between turns. The position is not kept: it is replayed from the answers, so that
 * back, change and a change of content come free. `format` grows when this shape does.
 */
export const sessionSchema = z.object({
  format: z.literal(1),
  region: z.string(),
  channel: z.enum(channels),
  language: z.string(),
  /** The content version this conversation began with. */
  content: z.string(),
  startedAt: z.string(),
  /** Grows when the family starts over: outcomes and handoffs are counted once a run. */
  run: z.number().int(),
  answers: z.array(answerSchema),
  /** Unreadable answers in a row at the open question. */
  misses: z.number().int(),
  /** Acts that happen once a run. */
  done: z.array(z.enum(['outcome', 'handoff'])),
  danger: z.array(dangerSchema),
  /** The calm question is open: is there an emergency right now. */
  checking: z.boolean(),
  handoff: z.object({ id: z.string(), case: z.string() }).optional(),
});

export type Session = z.output<typeof sessionSchema>;
export type Answer = z.output<typeof answerSchema>;
export type HeardDanger = z.output<typeof dangerSchema>;

export function newSession(from: Pick<Session, 'region' | 'channel' | 'language' | 'content' | 'startedAt'>): Session {
  return { format: 1, ...from, run: 1, answers: [], misses: 0, done: [], danger: [], checking: false };
}
