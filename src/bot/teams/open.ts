import type { FarChats } from '../../conversation/far-chats';
import type { World } from '../../conversation/ports';
import type { Bot, BotSettings } from '../bot';
import type { BotDoor } from '../cloud-adapter';
import { personalChat } from './personal';
import { teamsPost } from './post';
import { retelling } from './retell';
import { rounds } from './rounds';
import { withTeams } from './teams';

export interface OpenedTeams {
  /** The bot of every channel: Teams has its own ways. */
  readonly bot: Bot;
  /** Something has changed: Teams is told at once, and not only at the next beat. */
  nudge(): void;
  stop(): Promise<void>;
}

export interface OpenTeams {
  readonly world: World;
  /** The bot of the other channels. */
  readonly bot: Bot;
  readonly settings: BotSettings;
  readonly door: BotDoor;
  readonly chats: FarChats;
}

/** How often Teams is looked at when nobody nudges: other processes' changes are seen then. */
const everyMs = 5_000;

/** Puts the Teams room together. */
export function openTeams({ world, bot, settings, door, chats }: OpenTeams): OpenedTeams {
  const post = teamsPost(door);
  const retell = retelling(world, chats, post);
  const round = rounds(retell, everyMs);
  return {
    bot: withTeams(bot, { personal: personalChat({ world, settings, chats }) }),
    nudge: () => round.nudge(),
    stop: () => round.stop(),
  };
}
