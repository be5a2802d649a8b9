import { ActivityHandler, type TurnContext } from 'botbuilder';
import type { Hear } from '../conversation/hear';
import type { Incoming } from '../conversation/incoming';
import type { World } from '../conversation/ports';
import { activitySchema, incomingFrom, wordActivity, type ReadActivity, type Standing } from './translate';

/** The bot as the Bot Framework's door knows it: something an adapter can run. */
export type Bot = ActivityHandler;

export interface BotSettings {
  readonly region: string;
  /** A keyed hash: channel ids of people are never stored as they are. */
  readonly opaque: (text: string) => string;
}

/** The bot of the Bot Framework's channels. It translates, lets the message be heard, and says the words; it decides nothing. */
export function makeBot(world: World, hear: Hear, settings: BotSettings): Bot {
  const take = async (context: TurnContext, kind: Incoming['kind']): Promise<void> => {
    const activity = activitySchema.parse(context.activity);
    const { words } = await hear(incomingFrom(activity, kind, standingOf(activity, world, settings)));
    if (words.length > 0) await context.sendActivities(words.map(wordActivity));
  };
  const bot = new ActivityHandler();
  bot.onMessage(async (context, next) => {
    await take(context, 'message');
    await next();
  });
  bot.onMembersAdded(async (context, next) => {
    const { membersAdded, recipient } = activitySchema.parse(context.activity);
    if (membersAdded?.some((member) => member.id !== recipient?.id) === true) await take(context, 'start');
    await next();
  });
  bot.onEndOfConversation(async (context, next) => {
    await take(context, 'leave');
    await next();
  });
  return bot;
}

/** Where an activity of the Bot Framework door stands: its conversation is known by a keyed hash only. */
export function standingOf(activity: ReadActivity, world: World, settings: BotSettings): Standing {
  const channelId = activity.channelId ?? 'other';
  const asked = activity.channelData?.region ?? '';
  return {
    conversation: settings.opaque(`${channelId} ${activity.conversation?.id ?? ''}`),
    region: world.content.regions[asked]?.open === true ? asked : settings.region,
    channel: channelId === 'msteams' ? 'teams' : 'other',
    language: activity.locale,
    about: activity.channelData?.about,
    atHome: false,
  };
}
