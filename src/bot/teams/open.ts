import type { FarChats } from '../../conversation/far-chats';
import type { Hear } from '../../conversation/hear';
import type { World } from '../../conversation/ports';
import type { WorkDesk } from '../../queue/desk';
import type { Desk } from '../../queue/ports';
import type { KnownChannel, KnownWorkers, TeamChannels } from '../../queue/team-channels';
import type { Bot, BotSettings } from '../bot';
import type { BotDoor } from '../cloud-adapter';
import { channelRound } from './channel-round';
import { groupRoom } from './group-room';
import { personalChat } from './personal';
import { teamsPost } from './post';
import { queueCommands } from './queue-commands';
import { retelling } from './retell';
import { rounds } from './rounds';
import { showing } from './show';
import { withTeams } from './teams';
import { everybodyAtHome, knownAtSignIn } from './who';
import { workerPress } from './worker-press';

export interface OpenedTeams {
  /** The bot of every channel: Teams has its own ways. */
  readonly bot: Bot;
  /** How the connected channels stand. */
  readonly channels: () => Promise<readonly KnownChannel[]>;
  /** Something has changed: Teams is told at once, and not only at the next beat. */
  readonly nudge: () => void;
  readonly stop: () => Promise<void>;
}

export interface OpenTeams<Announced> {
  readonly world: World;
  readonly hear: Hear;
  /** The bot of the other channels. */
  readonly bot: Bot;
  readonly settings: BotSettings;
  readonly door: Pick<BotDoor, 'reach'>;
  readonly chats: FarChats;
  readonly channels: TeamChannels;
  readonly workers: KnownWorkers;
  readonly desk: Pick<WorkDesk<Announced>, 'make'>;
  readonly queue: Pick<Desk, 'list' | 'read' | 'absent'>;
  /** The bot's account and its organisation; nothing at home, where everybody in a local Teams may act. */
  readonly account: { readonly id: string; readonly tenant: string } | undefined;
  /** The console's address. */
  readonly consolePage: string;
  /** Told after every move made in Teams, with what the family was told of it. */
  readonly moved: (announced: Announced | undefined) => void;
}

/** How often Teams is looked at when nobody nudges: other processes' changes are seen then. */
const everyMs = 5_000;

/** Puts the Teams room together. */
export function openTeams<Announced>(parts: OpenTeams<Announced>): OpenedTeams {
  const { world, hear, settings, chats, channels, account, desk, queue } = parts;
  const { content, clock, log } = world;
  const { region, opaque } = settings;
  const post = teamsPost(parts.door);
  const who = account ? knownAtSignIn(parts.workers, account.tenant, clock) : everybodyAtHome();
  const show = showing(content, linksTo(account?.id, parts.consolePage));
  const retell = retelling(world, chats, post);
  const keepChannels = channelRound({ content, channels, queue, post, show, clock, log });
  const round = rounds(async () => {
    await Promise.all([retell(), keepChannels()]);
  }, everyMs);
  const commands = queueCommands({ content, channels, who, opaque, clock, log, connected: round.nudge });
  return {
    bot: withTeams(parts.bot, {
      personal: personalChat({ world, hear, settings, chats }),
      group: groupRoom({
        world,
        region,
        queue: commands,
        personalChat: account && `https://teams.microsoft.com/l/chat/0/0?users=28:${account.id}`,
      }),
      press: workerPress({ content, region, channels, desk, queue, who, show, opaque, clock, log, moved: parts.moved }),
    }),
    channels: () => channels.all(),
    nudge: round.nudge,
    stop: round.stop,
  };
}

/** The tab of the app that shows the console; its name is in the app's manifest. */
export const consoleTab = 'console';

/** Where a case is opened: in the app's own tab in Teams, or in the browser where there is no app. */
function linksTo(app: string | undefined, consolePage: string): (caseNumber: string) => string {
  return (caseNumber) => {
    const page = `${consolePage}#${encodeURIComponent(caseNumber)}`;
    if (app === undefined) return page;
    const context = encodeURIComponent(JSON.stringify({ subEntityId: caseNumber }));
    return `https://teams.microsoft.com/l/entity/${app}/${consoleTab}?webUrl=${encodeURIComponent(page)}&context=${context}`;
  };
}
