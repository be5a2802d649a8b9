import type { Activity, ConversationReference } from 'botbuilder';
import { z } from 'zod';

/** Where a conversation of Teams is called: the least that the channel needs. Nobody's name is in it. */
export const referenceSchema = z.object({
  channelId: z.string(),
  serviceUrl: z.string().min(1),
  conversation: z.object({
    id: z.string().min(1),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  bot: z.object({ id: z.string() }),
});
export type Reference = z.output<typeof referenceSchema>;

/** Where an activity came from, as it is kept to call back. */
export function referenceOf(activity: Partial<Activity>): Reference {
  const { channelId = 'msteams', serviceUrl = '', conversation, recipient } = activity;
  return {
    channelId,
    serviceUrl,
    conversation: {
      id: conversation?.id ?? '',
      conversationType: conversation?.conversationType,
      tenantId: conversation?.tenantId,
    },
    bot: { id: recipient?.id ?? '' },
  };
}

/** A kept reference in the SDK's shape. */
export function calledBy({ channelId, serviceUrl, conversation, bot }: Reference): Partial<ConversationReference> {
  return {
    channelId,
    serviceUrl,
    bot: { id: bot.id, name: '' },
    conversation: {
      isGroup: conversation.conversationType !== 'personal',
      name: '',
      conversationType: conversation.conversationType ?? 'personal',
      id: conversation.id,
      ...(conversation.tenantId === undefined ? {} : { tenantId: conversation.tenantId }),
    },
  };
}
