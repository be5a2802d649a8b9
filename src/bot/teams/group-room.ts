import type { TurnContext } from 'botbuilder';
import { generalAnswer } from '../../conversation/general';
import type { Outgoing } from '../../conversation/outgoing';
import type { World } from '../../conversation/ports';
import { faultOf } from '../../log';
import { attached, card, isTooLarge, line, type Element } from './cards';
import { listBody } from './question-card';
import { offeredLanguage, roomOf, teamsActivitySchema, writtenText } from './reading';
import { partsOf } from './said';
import type { GroupRoom } from './teams';
import { commandIn, type AskedOfQueue } from './worker-commands';

/** What a channel asks of its area's queue; answered in words. */
export interface QueueCommands {
  answer(context: TurnContext, asked: AskedOfQueue): Promise<{ readonly text: string; readonly language: string }>;
  removed(context: TurnContext): Promise<void>;
}

export interface GroupRoomParts {
  readonly world: World;
  readonly region: string;
  readonly queue: QueueCommands;
  /** Where the chat between one person and the bot is opened, if the bot has an account. */
  readonly personalChat: string | undefined;
}

const longest = 3_500;

/**
 * Where many read: the bot answers in general when it is mentioned, takes nobody's case, says why, and keeps nothing. In a channel
 * of a team it also hears the commands by which workers connect their queue.
 */
export function groupRoom({ world, region, queue, personalChat }: GroupRoomParts): GroupRoom {
  const { content } = world;
  const say = async (context: TurnContext, text: string, language: string): Promise<void> => {
    await context.sendActivity({ type: 'message', text, textFormat: 'plain', speak: text, locale: language });
  };
  return {
    async mentioned(context) {
      const activity = teamsActivitySchema.parse(context.activity);
      const text = writtenText(activity.text) ?? '';
      const language = offeredLanguage(world, region, activity.locale);
      const asked = commandIn(text, content);
      try {
        if (asked?.command === 'help')
          return await say(context, content.say(asked.language)('teams.group.hello'), asked.language);
        if (asked) {
          const told =
            roomOf(activity) === 'channel'
              ? await queue.answer(context, asked)
              : { text: content.say(asked.language)('teams.worker.only-channel'), language: asked.language };
          return await say(context, told.text, told.language);
        }
        await tell(context, generalAnswer(text, { region, language }, world));
      } catch (error) {
        world.log.error('a group in Teams could not be answered', { channel: 'teams', ...faultOf(error) });
        await say(context, content.say(language)('bot.trouble.apology'), language).catch(() => undefined);
      }
    },
    async added(context) {
      const language = offeredLanguage(world, region, teamsActivitySchema.parse(context.activity).locale);
      await say(context, content.say(language)('teams.group.hello'), language);
    },
    removed: (context) => queue.removed(context),
  };

  /** One message for all of it: a channel is read by many who did not ask. */
  async function tell(context: TurnContext, words: readonly Outgoing[]): Promise<void> {
    const language = words.at(-1)?.luotsi.language ?? 'fi';
    const whole = words.map((word) => word.text).join('\n');
    const body = words.flatMap((word) => (word.luotsi.cards ? listBody(word) : [line(word.text)]));
    const content = card({ language, words: whole, body: [...body, ...wayToChat(language)] });
    if (!isTooLarge(content)) {
      await context.sendActivity({
        type: 'message',
        locale: language,
        summary: (words[0]?.text ?? '').slice(0, 200),
        speak: whole,
        attachments: [attached(content)],
      });
      return;
    }
    for (const part of partsOf(whole, longest)) await say(context, part, language);
  }

  function wayToChat(language: string): Element[] {
    if (personalChat === undefined) return [];
    const title = content.say(language)('teams.group.open-chat');
    return [{ type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title, url: personalChat }] }];
  }
}
