import { z } from 'zod';
import type { World } from '../../conversation/ports';
import { activitySchema } from '../translate';

const named = z.object({ id: z.string().max(500) });

/** What the house reads of a Teams activity beside what it reads of any. */
export const teamsActivitySchema = activitySchema.extend({
  serviceUrl: z.string().max(1000).optional(),
  deliveryMode: z.string().max(50).optional(),
  name: z.string().max(200).optional(),
  action: z.string().max(50).optional(),
  conversation: z
    .object({
      id: z.string().max(1000),
      conversationType: z.string().max(50).optional(),
      tenantId: z.string().max(100).optional(),
    })
    .optional(),
  from: z
    .object({
      id: z.string().max(500),
      name: z.string().max(500).optional(),
      aadObjectId: z.string().max(100).optional(),
    })
    .optional(),
  membersRemoved: z.array(named).optional(),
  channelData: z
    .object({
      region: z.string().max(100).optional(),
      about: z.string().max(100).optional(),
      clientActivityID: z.string().max(200).optional(),
      tenant: named.optional(),
      team: named.optional(),
      eventType: z.string().max(100).optional(),
    })
    .optional()
    .catch(undefined),
});
export type TeamsActivity = z.output<typeof teamsActivitySchema>;

/** Where something is said in Teams: between two, in a channel of a team, or among several. */
export type Room = 'personal' | 'channel' | 'group';

export function roomOf({ conversation }: TeamsActivity): Room {
  if (conversation?.conversationType === 'channel') return 'channel';
  return conversation?.conversationType === 'groupChat' ? 'group' : 'personal';
}

/** The organisation whose account speaks. The channel service vouches for it. */
export function tenantOf({ channelData, conversation }: TeamsActivity): string | undefined {
  return channelData?.tenant?.id ?? conversation?.tenantId;
}

/** A channel without the thread that a message stands in: each thread is a conversation of its own to Teams. */
export function channelOf(conversation: string): string {
  return conversation.split(';')[0] ?? conversation;
}

const signs: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What somebody wrote, without whom they mentioned: Teams puts the names of those who are mentioned into the text. */
export function writtenText(text: string | undefined): string | undefined {
  return text
    ?.replace(/<at\b[^>]*>[^<]*<\/at>/g, ' ')
    .replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (_, sign: string) => signs[sign] ?? ' ')
    .trim();
}

/** The language of a client, where the region offers it; else the region's first. */
export function offeredLanguage(world: Pick<World, 'content'>, region: string, locale: string | undefined): string {
  const offered = world.content.regions[region]?.languages ?? ['fi'];
  const asked = locale?.toLowerCase().split('-')[0] ?? '';
  return offered.includes(asked) ? asked : (offered[0] ?? 'fi');
}
