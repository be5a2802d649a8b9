import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bot, BotSettings } from './bot/bot';
import { openBotDoor, type BotDoorSettings } from './bot/cloud-adapter';
import { openTeams } from './bot/teams/open';
import type { Config } from './config';
import type { Hear } from './conversation/hear';
import type { Entry } from './conversation/outgoing';
import type { World } from './conversation/ports';
import { ServiceError } from './errors';
import { listensAtHome } from './http/home';
import { consolePage } from './http/pages';
import type { Handler } from './http/reply';
import { botDoorRoutes } from './http/routes/bot-door';
import { claimsSchema } from './http/sign-in/claims';
import type { SignIn } from './http/sign-in/sign-in';
import { teamsTabRoutes } from './http/teams-tab';
import { teamsTokens } from './http/teams-token';
import type { News } from './news';
import { channelTroubles } from './queue/channel-troubles';
import type { WorkDesk } from './queue/desk';
import type { PipeTrouble } from './queue/pipe-troubles';
import type { Desk, Worker } from './queue/ports';
import type { KnownWorkers } from './queue/team-channels';
import { farChatStore } from './storage/far-chats';
import type { Sealer } from './storage/seal';
import type { Database } from './storage/sql';
import { teamChannelStore } from './storage/team-channels';

type Routes = Readonly<Record<string, Handler>>;

export interface BotHouseParts {
  readonly config: Config;
  readonly world: World;
  readonly hear: Hear;
  /** The bot of the channels besides Teams. */
  readonly bot: Bot;
  readonly settings: BotSettings;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly workers: KnownWorkers;
  readonly desk: WorkDesk<Entry>;
  readonly queue: Desk<Entry>;
  readonly news: News;
  /** The folder of the built browser programs. */
  readonly web: string;
}

/** The Bot Framework door with Teams behind it. */
export interface BotHouse {
  readonly routes: Routes;
  /** The console in a tab of Teams. */
  readonly consoleRoutes: (signIn: SignIn | undefined) => Routes;
  /** What is wrong with the channels that show a worker's areas. */
  readonly troubles: (areas: Worker['areas']) => Promise<readonly PipeTrouble[]>;
  readonly stop: () => Promise<void>;
}

const closed: BotHouse = {
  routes: {},
  consoleRoutes: () => ({}),
  troubles: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
};

/** Opens the Bot Framework door, and Teams with its chats, channels and cards behind it; without an account only at home. */
export function openBotHouse(parts: BotHouseParts): BotHouse {
  const { config, world, hear, bot, settings, database, sealer, workers, desk, queue, news } = parts;
  if (!config.botIsSet && !listensAtHome(config)) return closed;
  const door = openBotDoor(doorSettings(config));
  const teams = openTeams<Entry>({
    world,
    hear,
    bot,
    settings,
    door,
    chats: farChatStore(database, sealer),
    channels: teamChannelStore(database, sealer),
    workers,
    desk,
    queue,
    account: account(config),
    consolePage: `${publicAddress(config)}/console`,
    moved: news.moved,
  });
  news.queue.listen(teams.nudge);
  return {
    routes: botDoorRoutes(door, teams.bot),
    consoleRoutes: (signIn) => (signIn && config.botIsSet ? tabRoutes(parts, signIn) : {}),
    troubles: async (areas) => channelTroubles(await teams.channels(), areas),
    stop: teams.stop,
  };
}

/** The console in a tab of Teams: a worker is who they are at the console's own sign-in, by a token that Teams has asked for. */
function tabRoutes({ config, world, web }: BotHouseParts, signIn: SignIn): Routes {
  const { content, clock } = world;
  return teamsTabRoutes({
    config,
    content,
    tokens: teamsTokens(config, new URL(publicAddress(config)).host, clock),
    admit(request, claims) {
      const read = claimsSchema.safeParse(claims);
      if (!read.success) throw new ServiceError('not-signed-in', { cause: read.error });
      // The organisation is asked again by the tab itself, with a new token: it gives nothing else to ask with.
      return signIn.admit(request, { claims: read.data, renewal: undefined });
    },
    consolePage,
    program: readFileSync(join(web, 'teams-tab.js')),
  });
}

function publicAddress(config: Config): string {
  return (config.PUBLIC_ADDRESS ?? `http://${config.HOST}:${config.PORT}`).replace(/\/$/, '');
}

/** The bot's account; at home without one there is none. */
function account({
  MICROSOFT_APP_ID,
  MICROSOFT_APP_TENANT_ID,
}: Config): { readonly id: string; readonly tenant: string } | undefined {
  return MICROSOFT_APP_ID === undefined || MICROSOFT_APP_TENANT_ID === undefined
    ? undefined
    : { id: MICROSOFT_APP_ID, tenant: MICROSOFT_APP_TENANT_ID };
}

function doorSettings(config: Config): BotDoorSettings {
  return {
    appId: config.MICROSOFT_APP_ID,
    type: config.MICROSOFT_APP_TYPE,
    password: config.MICROSOFT_APP_PASSWORD,
    tenant: config.MICROSOFT_APP_TENANT_ID,
    metadata: config.BOT_OPENID_METADATA,
    issuer: config.BOT_TOKEN_ISSUER,
  };
}
