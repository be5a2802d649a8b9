import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { Clock } from '../../clock';
import type { Content } from '../../content/content';
import type { SayWord } from '../../content/words';
import type { Log } from '../../log';
import { mayWorkIn } from '../../queue/may';
import type { Worker } from '../../queue/ports';
import { knownHours, type TeamChannels } from '../../queue/team-channels';
import { allAreas, areaName, areasNamed } from './area-names';
import type { QueueCommands } from './group-room';
import { channelOf, teamsActivitySchema, type TeamsActivity } from './reading';
import { referenceOf } from './reference';
import type { AskedOfQueue } from './worker-commands';
import type { WhoActs } from './who';
import { placeOf } from './worker-press';

export interface QueueCommandParts {
  readonly content: Content;
  readonly channels: TeamChannels;
  readonly who: WhoActs;
  readonly opaque: (text: string) => string;
  readonly clock: Clock;
  readonly log: Log;
  /** Told when a channel has been connected: its cards are posted at once. */
  readonly connected: () => void;
}

/** What workers ask of the queue in a channel: to connect it to an area of theirs, to end that, and how connections stand. */
export function queueCommands(parts: QueueCommandParts): QueueCommands {
  const { content, channels, clock, log } = parts;
  const nameOf = (place: string, language: string): string => areaName(content, place, language);

  const connect = async (
    context: TurnContext,
    activity: TeamsActivity,
    worker: Worker,
    { rest, language }: AskedOfQueue,
    say: SayWord,
  ): Promise<string> => {
    const areas = mine(worker, content)
      .map((area) => nameOf(area, language))
      .join('; ');
    if (rest === '') return say('teams.worker.which', { areas });
    const meant = areasNamed(content, rest);
    const own = meant.filter((area) => mayWorkIn(worker, area));
    if (meant.length === 0) return say('teams.worker.unknown-area', { name: rest.slice(0, 60), areas });
    const [chosen = ''] = own.length > 0 ? own : meant;
    if (own.length === 0) return say('teams.worker.not-yours', { area: nameOf(chosen, language) });
    if (own.length > 1) return say('teams.worker.which', { areas: own.map((one) => nameOf(one, language)).join('; ') });
    const [region = '', area = ''] = chosen.split('/');
    const reference = referenceOf(context.activity);
    const isNew = await channels.connect(
      {
        id: randomUUID(),
        place: placeOf(parts.opaque, reference.conversation.id),
        team: teamOf(activity),
        region,
        area,
        language,
        reference: {
          ...reference,
          conversation: { ...reference.conversation, id: channelOf(reference.conversation.id) },
        },
      },
      clock.now(),
    );
    log.info('a channel was connected to an area', { region });
    parts.connected();
    return say(isNew ? 'teams.worker.connected' : 'teams.worker.connected-before', { area: nameOf(chosen, language) });
  };

  const disconnect = async (
    activity: TeamsActivity,
    worker: Worker,
    language: string,
    say: SayWord,
  ): Promise<string> => {
    const place = placeOf(parts.opaque, activity.conversation?.id ?? '');
    const there = await channels.at(place);
    if (there.length === 0) return say('teams.worker.not-connected');
    const foreign = there.find(({ region, area }) => !mayWorkIn(worker, `${region}/${area}`));
    if (foreign) return say('teams.worker.not-yours', { area: nameOf(`${foreign.region}/${foreign.area}`, language) });
    const ended = await channels.disconnect(place);
    return say('teams.worker.disconnected', { areas: ended.map((area) => nameOf(area, language)).join('; ') });
  };

  const state = async (worker: Worker, language: string, say: SayWord): Promise<string> => {
    const all = (await channels.all()).filter(({ region, area }) => mayWorkIn(worker, `${region}/${area}`));
    if (all.length === 0) return say('teams.worker.state-none');
    return all
      .map((one) =>
        say('teams.worker.state-line', { area: nameOf(`${one.region}/${one.area}`, language), state: one.state }),
      )
      .join('\n');
  };

  const teamOf = ({ channelData, conversation }: TeamsActivity): string =>
    parts.opaque(`team ${channelData?.team?.id ?? channelOf(conversation?.id ?? '')}`);

  return {
    async answer(context, asked) {
      const activity = teamsActivitySchema.parse(context.activity);
      const { language, command } = asked;
      const say = content.say(language);
      const who = await parts.who(activity);
      if ('refused' in who) {
        log.warn('a command in Teams was refused', { channel: 'teams', code: who.refused });
        return { text: say(`teams.worker.${who.refused}`, { hours: knownHours }), language };
      }
      const { worker } = who;
      const text =
        command === 'connect'
          ? await connect(context, activity, worker, asked, say)
          : command === 'disconnect'
            ? await disconnect(activity, worker, language, say)
            : await state(worker, language, say);
      return { text, language };
    },
    async removed(context) {
      const activity = teamsActivitySchema.parse(context.activity);
      const of =
        activity.channelData?.team === undefined
          ? { place: placeOf(parts.opaque, activity.conversation?.id ?? '') }
          : { team: teamOf(activity) };
      const ended = await channels.removed(of, clock.now());
      if (ended > 0) log.error('the bot was removed from a connected team', { channel: 'teams', count: ended });
    },
  };
}

function mine(worker: Worker, content: Content): readonly string[] {
  return worker.areas === 'all' ? allAreas(content) : worker.areas;
}
