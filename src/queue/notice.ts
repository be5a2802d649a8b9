import { z } from 'zod';
import { handoffKinds } from './contract';

/** What workers are told of: a new handoff, one that nobody has claimed, one close to or past its day, one that came from elsewhere. */
export const noticeKinds = ['notice.new', 'notice.reminder', 'notice.alarm', 'notice.moved'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Why workers are alarmed about a handoff. */
export const alarmReasons = ['danger', 'unclaimed', 'overdue', 'moved-again', 'desk-failed'] as const;

/**
 * All that leaves the house about a handoff by e-mail or Teams: nothing of it tells who the family is or what the matter is
 * about. The case number opens nothing.
 */
export const noticeSchema = z.object({
  handoff: z.string().min(1),
  region: z.string().min(1),
  area: z.string().min(1),
  // A newer copy of the service may write what this one has no word for: the notice leaves all the same.
  kind: z.enum(handoffKinds).catch('contact'),
  /** The instant by which somebody must have been in touch. */
  due: z.iso.datetime(),
  case: z.string().min(1),
  /** Why an alarm comes. */
  why: z.enum(alarmReasons).optional().catch(undefined),
});
export type NoticePayload = z.output<typeof noticeSchema>;
