import type { Clock } from '../../clock';
import type { Content } from '../../content/content';
import { faultOf, type Log } from '../../log';
import type { Listed } from '../../queue/handoff';
import type { Desk } from '../../queue/ports';
import { dueNow } from '../../queue/promise-rounds';
import type { KnownChannel, TeamCard, TeamChannels } from '../../queue/team-channels';
import { overOf, stampOf } from './handoff-card';
import { pauseMs, type Came, type TeamsPost } from './post';
import { channelOf } from './reading';
import { referenceSchema, type Reference } from './reference';
import { cardMessage, type Show } from './show';

const leaseMs = 120_000;
/** Teams lets a bot say only so much in a moment; the rest comes at the next beat. */
const mostCalls = 15;
const keptReminders = 20;
const pressesKeptMs = 24 * 3_600_000;
/** For so long it is told that a channel has lost the bot; by then somebody has connected it again, or it is not wanted. */
const removedKeptMs = 14 * 24 * 3_600_000;

export interface ChannelRoundParts {
  readonly content: Content;
  readonly channels: TeamChannels;
  readonly queue: Pick<Desk, 'list' | 'read' | 'absent'>;
  readonly post: TeamsPost;
  readonly show: Show;
  readonly clock: Clock;
  readonly log: Log;
}

/** A call that was not taken ends the round of its channel. */
class NotTaken extends Error {
  constructor(readonly came: Exclude<Came, { came: 'taken' }>) {
    super('Teams did not take a call');
  }
}

/**
 * Makes the cards of every connected channel show the queue as it is: posts what is new, changes what has changed, wherever it was
 * changed, and reminds under a card while nobody has claimed it. What should be shown is thought from the queue each time and
 * compared with what was shown, so that no event can be missed and a failed call is only made later.
 */
export function channelRound(parts: ChannelRoundParts): () => Promise<void> {
  const { channels, clock, log } = parts;
  const one = async (channel: KnownChannel, absent: ReadonlySet<string>): Promise<void> => {
    const now = clock.now();
    if (!(await channels.take(channel.id, now, new Date(now.getTime() + leaseMs)))) return;
    try {
      await bringUpToDate(channel, absent, parts);
      await channels.works(channel.id, clock.now());
    } catch (error) {
      if (!(error instanceof NotTaken)) {
        await channels.waits(channel.id, new Date(clock.now().getTime() + pauseMs(channel.tries)));
        throw error;
      }
      const { came } = error;
      if (came.came === 'gone') {
        await channels.removed({ id: channel.id }, clock.now());
        log.error('the bot is no longer in a connected channel', { region: channel.region, fault: came.fault });
        return;
      }
      log.warn('a card waits for Teams', { region: channel.region, count: channel.tries + 1, fault: came.fault });
      await channels.waits(channel.id, new Date(clock.now().getTime() + pauseMs(channel.tries, came.waitMs)));
    }
  };
  return async () => {
    try {
      await channels.forgetPresses(new Date(clock.now().getTime() - pressesKeptMs));
      await channels.forgetRemoved(new Date(clock.now().getTime() - removedKeptMs));
      const due = await channels.due(clock.now());
      if (due.length === 0) return;
      const absent = new Set((await parts.queue.absent()).map(({ worker }) => worker));
      for (const channel of due) {
        try {
          await one(channel, absent);
        } catch (error) {
          log.error('a channel of Teams cannot be kept', { region: channel.region, ...faultOf(error) });
        }
      }
    } catch (error) {
      log.error('channels of Teams cannot be kept', faultOf(error));
    }
  };
}

async function bringUpToDate(
  channel: KnownChannel,
  absent: ReadonlySet<string>,
  parts: ChannelRoundParts,
): Promise<void> {
  const area = `${channel.region}/${channel.area}`;
  const open = await parts.queue.list([area], 'open');
  const cards = new Map((await parts.channels.cards(channel.id)).map((card) => [card.handoff, card]));
  const calls = { left: mostCalls };
  for (const handoff of open) {
    if (calls.left <= 0) return;
    await keepOne(channel, handoff, cards.get(handoff.id), absent, calls, parts);
  }
  const shown = new Set(open.map(({ id }) => id));
  for (const card of cards.values()) {
    if (calls.left <= 0) return;
    if (!card.over && !shown.has(card.handoff)) await endOne(channel, card, area, calls, parts);
  }
}

interface Calls {
  left: number;
}

async function keepOne(
  channel: KnownChannel,
  one: Listed,
  card: TeamCard | undefined,
  absent: ReadonlySet<string>,
  calls: Calls,
  { content, channels, post, show, clock }: ChannelRoundParts,
): Promise<void> {
  const reference = channelReference(channel);
  const stamp = stampOf(one, channel.language);
  const region = content.regions[channel.region];
  const due = region ? dueNow(one, region, clock.now(), absent).notices : [];
  const ids = due.map(({ id }) => id);
  const message = cardMessage(show.current(channel, one), channel.language);
  const put = (activity: string | null, reminded: readonly string[]): Promise<void> =>
    channels.put({
      channel: channel.id,
      handoff: one.id,
      activity,
      shown: stamp,
      reminded: reminded.slice(-keptReminders),
      over: false,
    });
  if (!card || card.over || card.activity === null) {
    calls.left -= 1;
    // A new card tells by itself what a reminder would.
    return put(taken(await post.send(reference, [message])), ids);
  }
  const { activity, reminded } = card;
  if (card.shown !== stamp) {
    calls.left -= 1;
    const came = await post.edit(reference, activity, message);
    // Somebody has deleted the message: the matter still waits, so it is shown again.
    if (isMissing(came)) return put(null, reminded);
    taken(came);
    await put(activity, reminded);
  }
  const untold = ids.filter((id) => !reminded.includes(id));
  if (untold.length === 0) return;
  calls.left -= 1;
  const text = show.reminder(channel, one, due);
  const came = await post.send(threadOf(reference, activity), [
    { type: 'message', text, textFormat: 'plain', speak: text },
  ]);
  // Without its message there is no thread; the new one tells by itself. Where the channel is gone, too, that one is not taken.
  if (isMissing(came)) return put(null, reminded);
  taken(came);
  await put(activity, [...reminded, ...untold]);
}

async function endOne(
  channel: KnownChannel,
  card: TeamCard,
  area: string,
  calls: Calls,
  { channels, queue, post, show }: ChannelRoundParts,
): Promise<void> {
  const found = await queue.read(card.handoff);
  const over = overOf(found, area);
  // It came back between two looks.
  if (over === undefined) return;
  if (card.activity !== null) {
    calls.left -= 1;
    const message = cardMessage(show.over(channel, found, over), channel.language);
    const came = await post.edit(channelReference(channel), card.activity, message);
    if (!isMissing(came)) taken(came);
  }
  await (over === 'gone' ? channels.drop(card) : channels.put({ ...card, over: true }));
}

/** Whether the message that was meant is not there, which says nothing of its channel. */
function isMissing(came: Came): boolean {
  return came.came === 'gone' && came.status === 404;
}

/** The id of what Teams took; a call that it did not take ends the channel's round. */
function taken(came: Came): string {
  if (came.came !== 'taken') throw new NotTaken(came);
  return came.id;
}

/** A post of its own begins outside every thread. */
function channelReference(channel: KnownChannel): Reference {
  const reference = referenceSchema.parse(channel.reference);
  return inConversation(reference, channelOf(reference.conversation.id));
}

function threadOf(reference: Reference, message: string): Reference {
  return inConversation(reference, `${reference.conversation.id};messageid=${message}`);
}

function inConversation(reference: Reference, id: string): Reference {
  return { ...reference, conversation: { ...reference.conversation, id } };
}
