import { randomUUID } from 'node:crypto';
import { ActionTypes, ActivityTypes, InputHints, type Activity } from 'botbuilder';
import { z } from 'zod';
import { answerValueSchema, type Incoming } from '../conversation/incoming';
import type { Entry, Outgoing } from '../conversation/outgoing';

const accountSchema = z.object({ id: z.string().max(500), name: z.string().max(500).optional() });

/** What the house reads of a Bot Framework activity; all else in it is left alone. */
export const activitySchema = z.object({
  type: z.string().max(100),
  id: z.string().max(500).optional(),
  text: z.string().optional(),
  value: z.unknown().optional(),
  locale: z.string().max(50).optional(),
  channelId: z.string().max(100).optional(),
  conversation: z.object({ id: z.string().max(1000) }).optional(),
  from: accountSchema.optional(),
  recipient: accountSchema.partial().optional(),
  membersAdded: z.array(accountSchema).optional(),
  channelData: z
    .object({
      clientActivityID: z.string().max(200).optional(),
      region: z.string().max(100).optional(),
      about: z.string().max(100).optional(),
    })
    .optional()
    .catch(undefined),
});

/** An activity as the other rooms pass it on, without knowing its shape. */
export type BotActivity = Partial<Activity>;

export type ReadActivity = z.output<typeof activitySchema>;

/** Where an activity stands: which conversation of ours, which region, and whether its client is at home. */
export interface Standing {
  readonly conversation: string;
  readonly region: string;
  readonly channel: Incoming['channel'];
  readonly language: string | undefined;
  readonly about: string | undefined;
  /** The entry by which the family came, of the region's own list. */
  readonly from?: string | undefined;
  readonly atHome: boolean;
}

/** What is said in an activity; nothing of it where somebody comes or leaves. */
type Said = Pick<ReadActivity, 'id' | 'text' | 'value' | 'channelData'>;

/** An activity as the centre knows it. A value of another shape is left out, its text still read. */
export function incomingFrom(activity: Said, kind: Incoming['kind'], standing: Standing): Incoming {
  const value = answerValueSchema.safeParse(activity.value);
  const clientId = activity.channelData?.clientActivityID;
  return {
    ...standing,
    kind,
    // The client's own id stands apart from the house's own (start, leave); a message without one is heard each time.
    messageId: kind === 'message' ? `said ${named(clientId) ?? named(activity.id) ?? randomUUID()}` : kind,
    text: activity.text,
    value: value.success && activity.value !== undefined && activity.value !== null ? value.data : undefined,
    clientId,
  };
}

function named(id: string | undefined): string | undefined {
  return id === '' ? undefined : id;
}

/** The activity id of a place in a conversation's log: sorts as the log does. */
export function activityId(conversation: string, place: number): string {
  return `${conversation}|${String(place).padStart(7, '0')}`;
}

const robot = { id: 'luotsi', name: 'Luotsi', role: 'bot' } as const;
/** A person of the guidance, without a name: which of them it is, their own words tell. */
const worker = { id: 'worker', name: '', role: 'bot' } as const;
const family = { id: 'family', name: '', role: 'user' } as const;

/** An entry of the log as activities: the family's own message first (clients match it by its client id), then the answers. */
export function activitiesFrom(entry: Entry): Partial<Activity>[] {
  const told = entry.told;
  const base = {
    channelId: 'directline',
    conversation: { id: entry.conversation } as Activity['conversation'],
    timestamp: new Date(entry.at),
  };
  const echo: Partial<Activity>[] = told
    ? [
        {
          ...base,
          type: ActivityTypes.Message,
          id: activityId(entry.conversation, entry.first),
          from: family,
          text: told.text,
          textFormat: 'plain',
          ...(told.value === undefined ? {} : { value: told.value }),
          ...(told.clientId === undefined ? {} : { channelData: { clientActivityID: told.clientId } }),
        },
      ]
    : [];
  const place = entry.first + echo.length;
  const replyToId = told ? activityId(entry.conversation, entry.first) : undefined;
  return [
    ...echo,
    ...entry.words.map((word, index) => ({
      ...base,
      ...wordActivity(word),
      id: activityId(entry.conversation, place + index),
      // Who joined or left is said by the robot; a worker's own words are a person's.
      from: entry.by === 'worker' && word.luotsi.notice === undefined ? worker : robot,
      ...(replyToId === undefined ? {} : { replyToId }),
    })),
  ];
}

/** Words that could not be stored, as one message that a window shows once however often its own message is tried. */
export function mentionFrom(conversation: string, of: string, words: readonly BotActivity[]): BotActivity[] {
  return words.map((word, index) => ({
    ...word,
    id: `${conversation}|unstored|${of}|${index}`,
    from: robot,
    timestamp: new Date(),
  }));
}

/** One word as a message any Bot Framework client can show: plain text, options as suggested actions, the rest in channelData. */
export function wordActivity(word: Outgoing): Partial<Activity> {
  const { options, kind } = word.luotsi;
  const several = kind === 'choices';
  return {
    type: ActivityTypes.Message,
    text: word.text,
    textFormat: 'plain',
    locale: word.luotsi.language,
    inputHint: kind === undefined ? InputHints.AcceptingInput : InputHints.ExpectingInput,
    channelData: { luotsi: word.luotsi },
    ...(options === undefined || options.length === 0
      ? {}
      : {
          suggestedActions: {
            to: [],
            actions: options.map(({ id, label }) => ({
              type: ActionTypes.MessageBack,
              title: label,
              text: label,
              displayText: label,
              value: several ? { options: [id] } : { option: id },
            })),
          },
        }),
  };
}

/** What is seen of a worker between messages. It is shown to an open window and kept nowhere. */
export type Sign =
  | { readonly sign: 'typing' }
  /** `at`: when the newest message was written that the worker has before their eyes, UTC. */
  | { readonly sign: 'read'; readonly at: string };

/** A worker's sign as an activity: Direct Line's own for typing, an event of ours for what was read. */
export function signFrom(conversation: string, sign: Sign): BotActivity {
  const of = { from: worker, conversation: { id: conversation } as Activity['conversation'], timestamp: new Date() };
  return sign.sign === 'typing'
    ? { ...of, type: ActivityTypes.Typing }
    : { ...of, type: ActivityTypes.Event, name: 'luotsi.read', value: { at: sign.at } };
}
