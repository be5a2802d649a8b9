import { ActivityTypes, type InvokeResponse, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { FarChats } from '../../conversation/far-chats';
import type { Answered, Hear } from '../../conversation/hear';
import { answerValueSchema, type AnswerValueIn, type Incoming } from '../../conversation/incoming';
import { openQuestion, questionName } from '../../conversation/open-question';
import { sizeOf, type Outgoing } from '../../conversation/outgoing';
import type { World } from '../../conversation/ports';
import { faultOf } from '../../log';
import { standingOf, type BotSettings } from '../bot';
import { incomingFrom } from '../translate';
import { cardBack, messageBack } from './invoke';
import { withPatience } from './patience';
import { answeredCard, tellingCard } from './question-card';
import { offeredLanguage, teamsActivitySchema, writtenText, type TeamsActivity } from './reading';
import { referenceOf } from './reference';
import { activitiesOf } from './said';

/** How long a turn may take before others tell what it has left untold. */
const turnMs = 60_000;

/** What comes back with a pressed button of a question. */
const pressSchema = z.object({
  luotsi: z.object({ step: z.string().max(300), value: answerValueSchema }),
  /** What was ticked in a list of several, joined by commas as Teams does it. */
  options: z.string().max(20_000).optional(),
});

/** A chat between one person and the bot. */
export interface PersonalChat {
  take(context: TurnContext, kind: Incoming['kind']): Promise<void>;
  /** A button of a question: the answer is taken, and the card is replaced by what was answered. */
  press(context: TurnContext, data: unknown): Promise<InvokeResponse>;
}

export interface PersonalParts {
  readonly world: World;
  readonly hear: Hear;
  readonly settings: BotSettings;
  readonly chats: FarChats;
}

/** The conversation of a professional in Teams: the same turn as everywhere, told in cards. */
export function personalChat({ world, hear, settings, chats }: PersonalParts): PersonalChat {
  const incomingOf = (activity: TeamsActivity, kind: Incoming['kind'], value?: AnswerValueIn): Incoming => {
    const written = { ...activity, text: writtenText(activity.text), ...(value === undefined ? {} : { value }) };
    return incomingFrom(written, kind, standingOf(activity, world, settings));
  };

  const answerTo = async (context: TurnContext, incoming: Incoming): Promise<Answered> => {
    const { conversation } = incoming;
    const quiet = context.activity.deliveryMode === 'expectReplies';
    const held = new Date(world.clock.now().getTime() + turnMs);
    await chats.hold(conversation, referenceOf(context.activity), held);
    const answered = await hear(incoming);
    await tell(context, conversation, answered, quiet);
    return answered;
  };

  /** Says what is to be said and was not said before. What cannot be said now stands in the log and is told later. */
  const tell = async (
    context: TurnContext,
    conversation: string,
    { entry, words }: Answered,
    quiet: boolean,
  ): Promise<void> => {
    const end = entry && entry.first + sizeOf(entry);
    const said = end === undefined ? undefined : await chats.said(conversation);
    if (!quiet && said !== undefined && end !== undefined && said >= end) return;
    try {
      // What was said before and never told goes first, in its order.
      const late = !quiet && said !== undefined && entry !== undefined && said < entry.first;
      const untold = late
        ? (await world.conversations.log(conversation, said)).filter(({ first }) => first >= said)
        : [];
      const activities = activitiesOf(late ? untold.flatMap((one) => one.words) : words, world.content);
      if (activities.length > 0) await withPatience(context.sendActivities(activities));
    } catch (error) {
      world.log.warn('words wait for Teams', { channel: 'teams', ...faultOf(error) });
      return;
    }
    if (end !== undefined) await chats.told(conversation, end, world.clock.now());
  };

  return {
    async take(context, kind) {
      const incoming = incomingOf(teamsActivitySchema.parse(context.activity), kind);
      if (kind === 'message' && context.activity.deliveryMode !== 'expectReplies') await typing(context);
      await answerTo(context, incoming);
      if (kind === 'leave') await chats.drop(incoming.conversation);
    },
    async press(context, data) {
      const activity = teamsActivitySchema.parse(context.activity);
      const language = offeredLanguage(world, settings.region, activity.locale);
      const say = world.content.say(language);
      const read = pressSchema.safeParse(data);
      if (!read.success) return messageBack(say('teams.card.unknown'));
      const { step, value } = read.data.luotsi;
      const ticked = read.data.options?.split(',').filter((one) => one !== '');
      const told = ticked === undefined ? value : { ...value, options: ticked };
      const incoming = incomingOf({ ...activity, text: undefined }, 'message', told);
      const open = await openQuestion(world.conversations, incoming.conversation, incoming.messageId);
      if (!open) return cardBack(tellingCard(say('teams.card.over'), language));
      if (open.repeated) {
        await answerTo(context, incoming);
        return cardBack(tellingCard(say('teams.card.old'), language));
      }
      const { asked } = open;
      // A card further up has been answered: what it asks is no longer asked.
      if (!asked || questionName(asked.luotsi) !== step) return cardBack(tellingCard(say('teams.card.old'), language));
      const own = world.content.say(asked.luotsi.language);
      if (told.options?.length === 0) return messageBack(own('teams.card.pick'));
      const { entry, words } = await answerTo(context, incoming);
      return entry
        ? cardBack(answeredCard(asked, labelsOf(told, asked), own))
        : messageBack(words[0]?.text ?? own('bot.trouble.apology'));
    },
  };
}

/** Shows that an answer is being thought; that it cannot be shown hinders nothing. */
async function typing(context: TurnContext): Promise<void> {
  await withPatience(context.sendActivity({ type: ActivityTypes.Typing })).catch(() => undefined);
}

function labelsOf(value: AnswerValueIn, asked: Outgoing): string {
  const ids = value.options ?? (value.option === undefined ? [] : [value.option]);
  const { options = [], rows = [] } = asked.luotsi;
  return ids
    .map((id) => options.find((one) => one.id === id)?.label ?? rows.find((one) => `change:${one.fact}` === id)?.label)
    .filter((label) => label !== undefined)
    .join(', ');
}
