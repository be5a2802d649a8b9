import type { InvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Content } from '../../content/content';
import type { Clock } from '../../clock';
import { ServiceError } from '../../errors';
import { faultOf, type Log } from '../../log';
import { attempts, endings } from '../../queue/contract';
import type { Listed } from '../../queue/handoff';
import type { WorkDesk } from '../../queue/desk';
import type { Desk, MoveTold, Worker } from '../../queue/ports';
import { knownHours, type KnownChannel, type TeamChannels } from '../../queue/team-channels';
import { handoffVerbs, overOf, stampOf, type HandoffVerb } from './handoff-card';
import { cardBack, messageBack } from './invoke';
import { channelOf, offeredLanguage, teamsActivitySchema } from './reading';
import type { Show } from './show';
import type { WorkerPress } from './teams';
import type { WhoActs } from './who';

const pressSchema = z.object({
  luotsi: z.object({ handoff: z.string().min(1).max(100), seen: z.string().max(100) }),
  how: z.enum(attempts).optional(),
  ending: z.enum(endings).optional(),
});
type Press = z.output<typeof pressSchema>;

export interface WorkerPressParts<Announced> {
  readonly content: Content;
  readonly region: string;
  readonly channels: TeamChannels;
  readonly desk: Pick<WorkDesk<Announced>, 'make'>;
  readonly queue: Pick<Desk, 'read'>;
  readonly who: WhoActs;
  readonly show: Show;
  readonly opaque: (text: string) => string;
  readonly clock: Clock;
  readonly log: Log;
  /** Told after every move, with what the family was told of it. */
  readonly moved: (announced: Announced | undefined) => void;
}

/** A channel as it is known in the database. */
export function placeOf(opaque: (text: string) => string, conversation: string): string {
  return opaque(`team channel ${channelOf(conversation)}`);
}

/**
 * A pressed button of a handoff's card. Nothing of the card is trusted: who presses is told by the channel, the handoff must have a
 * card in that channel, and the desk asks role, area and state as it does of the console. The same press counts once, an old card
 * changes nothing, and whoever presses sees how it stands.
 */
export function workerPress<Announced>(parts: WorkerPressParts<Announced>): WorkerPress {
  const { content, channels, queue, show, clock, log } = parts;

  const standing = async (handoff: string, channel: KnownChannel): Promise<InvokeResponse> => {
    const found = await queue.read(handoff);
    const over = overOf(found, `${channel.region}/${channel.area}`);
    if (over !== undefined || !found) return cardBack(show.over(channel, found, over ?? 'gone'));
    return cardBack(show.current(channel, found));
  };

  const act = async (
    worker: Worker,
    verb: HandoffVerb,
    press: Press,
    channel: KnownChannel,
    activityId: string | undefined,
    conversation: string,
  ): Promise<InvokeResponse> => {
    const { handoff, seen } = press.luotsi;
    const say = content.say(channel.language);
    const found = await queue.read(handoff);
    const told = toldBy(verb, press);
    if (!found || told === undefined) return standing(handoff, channel);
    // A claim is decided by the desk whatever the card showed; anything else asks that its presser saw how it stands.
    if (verb !== 'claim' && seen !== stampOf(found, channel.language)) return standing(handoff, channel);
    const first = activityId === undefined || (await channels.hearOnce(`${conversation} ${activityId}`, clock.now()));
    if (!first || isDone(verb, found, worker)) return standing(handoff, channel);
    try {
      parts.moved(await parts.desk.make(worker, handoff, verb, told));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (error.code === 'service-unavailable') return messageBack(say('teams.worker.trouble'));
      if (error.code === 'not-permitted' || error.code === 'handoff-not-yours' || error.code === 'move-not-now')
        return messageBack(say(`teams.handoff.refused.${error.code}`));
    }
    return standing(handoff, channel);
  };

  return async (context: TurnContext, verb, data) => {
    const activity = teamsActivitySchema.parse(context.activity);
    const asked = content.say(offeredLanguage({ content }, parts.region, activity.locale));
    const move = handoffVerbs.find((one) => one === verb);
    const read = pressSchema.safeParse(data);
    if (move === undefined || !read.success) return messageBack(asked('teams.card.unknown'));
    try {
      const who = await parts.who(activity);
      if ('refused' in who) {
        log.warn('a press in Teams was refused', { channel: 'teams', code: who.refused });
        return messageBack(asked(`teams.worker.${who.refused}`, { hours: knownHours }));
      }
      const conversation = activity.conversation?.id ?? '';
      const known = await channels.cardAt(placeOf(parts.opaque, conversation), read.data.luotsi.handoff);
      if (!known) return messageBack(asked('teams.handoff.refused.handoff-unknown'));
      return await act(who.worker, move, read.data, known.channel, activity.id, conversation);
    } catch (error) {
      log.error('a press in Teams failed', { channel: 'teams', ...faultOf(error) });
      return messageBack(asked('teams.worker.trouble'));
    }
  };
}

/** What a verb tells the desk; nothing when it lacks what it needs. */
function toldBy(verb: HandoffVerb, { how, ending }: Press): MoveTold | undefined {
  if (verb === 'tried') return how === undefined ? undefined : { how };
  if (verb === 'close') return ending === undefined ? undefined : { ending };
  return {};
}

/** What the worker wants is so already: a second press is no second move. */
function isDone(verb: HandoffVerb, { owner }: Listed, worker: Worker): boolean {
  return (verb === 'claim' || verb === 'take-over') && owner === worker.id;
}
