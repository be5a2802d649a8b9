import { BotAdapter, TurnContext, type Activity, type ActivityHandler, type ResourceResponse } from 'botbuilder';
import type { Entry } from '../conversation/outgoing';
import { entryOfTurn, standingOfTurn } from './bot';
import type { Standing } from './translate';

/** What came of one activity: the stored entry, or only words (an apology) when nothing could be stored. */
export interface Carried {
  readonly entry: Entry | undefined;
  readonly words: readonly Partial<Activity>[];
}

/**
 * Carries our own Direct Line door's activities into the bot. Words are not sent from here: they stand in the conversation's
 * log, and the log is what the stream delivers, so that no message has two ways out.
 */
export class WebAdapter extends BotAdapter {
  async carry(activity: Partial<Activity>, standing: Standing, bot: ActivityHandler): Promise<Carried> {
    const context = new TurnContext(this, activity);
    const said: Partial<Activity>[] = [];
    context.turnState.set(standingOfTurn, standing);
    context.onSendActivities(async (_context, activities, next) => {
      said.push(...activities);
      return next();
    });
    await this.runMiddleware(context, (turn) => bot.run(turn));
    return { entry: context.turnState.get<Entry | undefined>(entryOfTurn), words: said };
  }

  override sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return Promise.resolve(activities.map((activity) => ({ id: activity.id ?? '' })));
  }

  override updateActivity(): Promise<ResourceResponse | undefined> {
    return Promise.resolve(undefined);
  }

  override deleteActivity(): Promise<void> {
    return Promise.resolve();
  }

  override continueConversation(): Promise<void> {
    return Promise.resolve();
  }
}
