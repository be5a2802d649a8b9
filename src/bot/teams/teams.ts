import { ActivityHandler, ActivityTypes, type InvokeResponse, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Bot } from '../bot';
import type { PersonalChat } from './personal';
import { answerVerb } from './question-card';
import { roomOf, teamsActivitySchema } from './reading';

const teamsChannel = 'msteams';
const cardAction = 'adaptiveCard/action';

const invokeSchema = z.object({
  action: z.object({ verb: z.string().max(100).optional(), data: z.unknown().optional() }),
});

/** What the bot does in a channel of a team and in a group chat. */
export interface GroupRoom {
  mentioned(context: TurnContext): Promise<void>;
  added(context: TurnContext): Promise<void>;
  removed(context: TurnContext): Promise<void>;
}

/** A button of a handoff's card. */
export type WorkerPress = (context: TurnContext, verb: string, data: unknown) => Promise<InvokeResponse>;

export interface TeamsParts {
  readonly personal: PersonalChat;
  readonly group: GroupRoom;
  readonly press: WorkerPress;
}

/** Activities of Teams go to the Teams bot, all others to the one given. */
export function withTeams(others: Bot, parts: TeamsParts): Bot {
  const teams = new TeamsBot(parts);
  return new ByChannel((channel) => (channel === teamsChannel ? teams : others));
}

class ByChannel extends ActivityHandler {
  constructor(private readonly botOf: (channel: string | undefined) => ActivityHandler) {
    super();
  }

  override run(context: TurnContext): Promise<void> {
    return this.botOf(context.activity.channelId).run(context);
  }
}

/** The bot in Teams: between two it converses, in a team or a group it only tells, and workers press their cards. */
class TeamsBot extends ActivityHandler {
  constructor(private readonly parts: TeamsParts) {
    super();
    const { personal, group } = parts;
    this.onMessage(async (context, next) => {
      await (isPersonal(context) ? personal.take(context, 'message') : group.mentioned(context));
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      const { membersAdded, recipient } = teamsActivitySchema.parse(context.activity);
      if (isPersonal(context)) await personal.take(context, 'start');
      else if (membersAdded?.some((member) => member.id === recipient?.id) === true) await group.added(context);
      await next();
    });
    this.onMembersRemoved(async (context, next) => {
      const { membersRemoved, recipient } = teamsActivitySchema.parse(context.activity);
      if (!isPersonal(context) && membersRemoved?.some((member) => member.id === recipient?.id) === true)
        await group.removed(context);
      await next();
    });
    this.onInstallationUpdateRemove(async (context, next) => {
      if (isPersonal(context)) await personal.take(context, 'leave');
      else await group.removed(context);
      await next();
    });
    this.onEndOfConversation(async (context, next) => {
      if (isPersonal(context)) await personal.take(context, 'leave');
      await next();
    });
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { type, name } = teamsActivitySchema.parse(context.activity);
    const read = invokeSchema.safeParse(context.activity.value);
    if (type !== (ActivityTypes.Invoke as string) || name !== cardAction || !read.success)
      return { status: 501, body: undefined };
    const { verb = '', data } = read.data.action;
    if (verb === answerVerb && isPersonal(context)) return this.parts.personal.press(context, data);
    return this.parts.press(context, verb, data);
  }
}

function isPersonal(context: TurnContext): boolean {
  return roomOf(teamsActivitySchema.parse(context.activity)) === 'personal';
}
