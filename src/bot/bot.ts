import { ActivityHandler, type TurnContext } from 'botbuilder';
import type { Incoming } from '../conversation/incoming';
import type { Entry, Outgoing } from '../conversation/outgoing';
import type { World } from '../conversation/ports';
import { busy, trouble } from '../conversation/trouble';
import { takeTurn } from '../conversation/turn';
import { ServiceError } from '../errors';
import { faultOf } from '../log';
import { activitySchema, incomingFrom, wordActivity, type ReadActivity, type Standing } from './translate';

/** The bot as the doors know it: something an adapter can run. */
export type Bot = ActivityHandler;

/** Where the bot keeps what a turn gave, for the adapter that carries it. */
export const entryOfTurn = Symbol('entry of the turn');
/** Set by an adapter that knows where the activity stands; others are asked by `standingOf`. */
export const standingOfTurn = Symbol('standing of the turn');

export interface BotSettings {
  readonly region: string;
  /** A keyed hash: channel ids of people are never stored as they are. */
  readonly opaque: (text: string) => string;
  readonly reference: () => string;
  /** Whether a message of another channel may be taken now; the house's own doors ask for themselves. */
  readonly admits: (conversation: string) => Promise<boolean>;
  /** Told of every turn when it is over. */
  readonly measured: (turn: {
    readonly channel: Incoming['channel'];
    readonly ended: 'answered' | 'apology' | 'busy';
    readonly milliseconds: number;
  }) => void;
}

/**
 * The channel-facing bot. It translates, lets the turn be taken, and says the words; it decides nothing. A fault of the house
 * becomes an apology with numbers in the family's language, and a reference in the log.
 */
export function makeBot(world: World, settings: BotSettings): Bot {
  const hear = hearing(world, settings);
  const take = async (context: TurnContext, kind: Incoming['kind']): Promise<void> => {
    const activity = activitySchema.parse(context.activity);
    const standing =
      context.turnState.get<Standing | undefined>(standingOfTurn) ?? standingOf(activity, world, settings);
    const { entry, words } = await hear(incomingFrom(activity, kind, standing));
    context.turnState.set(entryOfTurn, entry);
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

/** What a message was answered: the stored entry and its words, or only an apology when nothing could be stored. */
export interface Answered {
  readonly entry: Entry | undefined;
  readonly words: readonly Outgoing[];
}

/** Lets one message be taken by the turn, measured, with an apology in the place of a fault, and numbers in the place of too many. */
export function hearing(world: World, settings: BotSettings): (incoming: Incoming) => Promise<Answered> {
  return async (incoming) => {
    const { channel, region, language, conversation } = incoming;
    const started = performance.now();
    const admitted = channel === 'web' || (await settings.admits(conversation));
    const answered = admitted
      ? await answer(incoming, world, settings)
      : { entry: undefined, words: [busy(world.content, region, language, world.clock.now())] };
    const milliseconds = performance.now() - started;
    const ended = answered.entry ? 'answered' : admitted ? 'apology' : 'busy';
    settings.measured({ channel, ended, milliseconds });
    world.log.info('turn', { channel, region, milliseconds: Math.round(milliseconds) });
    return answered;
  };
}

async function answer(incoming: Incoming, world: World, settings: BotSettings): Promise<Answered> {
  try {
    const entry = await takeTurn(incoming, world);
    return { entry, words: entry.words };
  } catch (error) {
    if (error instanceof ServiceError && error.code !== 'service-unavailable') throw error;
    const reference = settings.reference();
    world.log.error('turn failed', { reference, channel: incoming.channel, ...faultOf(error) });
    const words = [trouble(world.content, incoming.region, incoming.language, reference, world.clock.now())];
    return { entry: undefined, words };
  }
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
