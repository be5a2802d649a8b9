import type { FarChats } from '../../conversation/far-chats';
import type { World } from '../../conversation/ports';
import { sizeOf } from '../../conversation/outgoing';
import { faultOf } from '../../log';
import { pauseMs, type TeamsPost } from './post';
import { referenceSchema } from './reference';
import { activitiesOf } from './said';

const leaseMs = 60_000;
const atOnce = 20;

/**
 * Tells chats of Teams what stands in their log and was not told: what a worker says, who joined and left, and what a call that
 * failed has left. At least once; a chat that is gone at Teams is let go, its conversation is not.
 */
export function retelling(world: World, chats: FarChats, post: TeamsPost): () => Promise<void> {
  const { clock, log } = world;
  return async () => {
    try {
      for (const { conversation, reference, said, tries } of await chats.behind(clock.now(), atOnce)) {
        const now = clock.now();
        if (!(await chats.take(conversation, now, new Date(now.getTime() + leaseMs)))) continue;
        const entries = (await world.conversations.log(conversation, said)).filter(({ first }) => first >= said);
        const last = entries.at(-1);
        if (!last) continue;
        const activities = activitiesOf(
          entries.flatMap(({ words }) => words),
          world.content,
        );
        const came =
          activities.length === 0
            ? ({ came: 'taken', id: '' } as const)
            : await post.send(referenceSchema.parse(reference), activities);
        if (came.came === 'taken') await chats.told(conversation, last.first + sizeOf(last), clock.now());
        else if (came.came === 'gone') await chats.drop(conversation);
        else await chats.later(conversation, new Date(clock.now().getTime() + pauseMs(tries, came.waitMs)));
        if (came.came !== 'taken') log.warn('Teams does not take words', { channel: 'teams', fault: came.fault });
      }
      await chats.forgetEnded(clock.now());
    } catch (error) {
      log.error('chats of Teams cannot be told', faultOf(error));
    }
  };
}
