import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBot } from './bot/bot';
import { openBotDoor } from './bot/cloud-adapter';
import { openTeams } from './bot/teams/open';
import { WebAdapter } from './bot/web-adapter';
import { systemClock, type Clock } from './clock';
import type { Config } from './config';
import type { Content } from './content/content';
import type { Entry } from './conversation/outgoing';
import type { World } from './conversation/ports';
import { startDeskPost } from './http/desk-post';
import { deskRules } from './http/desk-rules';
import { listensAtHome } from './http/home';
import { newReference } from './http/reply';
import { botDoorRoutes } from './http/routes/bot-door';
import { consoleRoutes } from './http/routes/console';
import { deskStatusRoutes } from './http/routes/desk-status';
import { directLineRoutes } from './http/routes/direct-line';
import { familyCodeRoutes } from './http/routes/family-code';
import { healthRoutes } from './http/routes/health';
import { plainRoutes } from './http/routes/plain';
import { teamsChannelRoutes } from './http/routes/teams-channels';
import { startServer } from './http/server';
import { consolePage } from './http/pages';
import { claimsSchema, cookie, msalClient, openSignIn, sessionCookie, whoWorks, workerFrom } from './http/sign-in';
import { makeStreams } from './http/streams';
import { teamsTabRoutes } from './http/teams-tab';
import { teamsTokens } from './http/teams-token';
import { makeTokens } from './http/tokens';
import { wrongCodes } from './http/wrong-codes';
import { ServiceError } from './errors';
import { faultOf, type Log } from './log';
import { openLearned } from './need/learned';
import { makeListener } from './need/listener';
import { workDesk } from './queue/desk';
import { familyDesk } from './queue/family';
import type { Worker } from './queue/ports';
import { promiseRound } from './queue/rounds';
import type { KnownWorkers } from './queue/team-channels';
import { conversationStore } from './storage/conversations';
import { farChatStore } from './storage/far-chats';
import { knownWorkerStore } from './storage/known-workers';
import { teamChannelStore } from './storage/team-channels';
import { openDatabase } from './storage/database';
import { deskStore } from './storage/handoffs';
import { homeKey } from './storage/home-key';
import { randomNames } from './storage/names';
import { outboxStore } from './storage/outbox';
import { endIdleConversations } from './storage/retention';
import { makeSealer } from './storage/seal';
import { answers } from './storage/sql';
import { workerSessions, type WorkerSessions } from './storage/worker-sessions';

export interface Service {
  readonly address: string;
  readonly doors: { readonly bot: boolean; readonly console: boolean };
  close(): Promise<void>;
}

const minute = 60_000;
/** The folder of the built browser programs. */
const web = join(__dirname, '..', 'dist', 'web');

/** Puts the house together and opens its doors. The only place where every room is known. */
export async function startService(
  config: Config,
  content: Content,
  log: Log,
  say: (line: string) => void,
  clock: Clock = systemClock,
): Promise<Service> {
  const learned = openLearned(content, config.DATA_FOLDER, (phrases) =>
    say(`Learning the needs from ${phrases} example phrases (once, about half a minute) …`),
  );
  const sealer = makeSealer(config.ENCRYPTION_KEYS ? { keys: config.ENCRYPTION_KEYS } : homeKey(config.DATA_FOLDER));
  const database = await openDatabase({ url: config.DATABASE_URL, file: config.DATABASE_FILE });
  const conversations = conversationStore(database, sealer);
  const streams = makeStreams(conversations);
  const queue = new EventEmitter().setMaxListeners(0);
  let healthy = true;
  const world: World = {
    content,
    listener: makeListener(content, learned),
    conversations,
    clock,
    names: randomNames(sealer),
    log,
    canPromise: () => healthy,
    codePage: `${config.PUBLIC_ADDRESS?.replace(/\/$/, '') ?? ''}/koodi`,
    ...(config.PUBLIC_ADDRESS === undefined ? {} : { page: config.PUBLIC_ADDRESS }),
    announce: (entry, ended) => streams.announce(entry, ended),
    announceQueue: () => queue.emit('news'),
  };

  const botSettings = {
    region: config.REGION,
    opaque: (text: string) => sealer.mac('conversation', text),
    reference: newReference,
  };
  const bot = makeBot(world, botSettings);
  const tokens = makeTokens(
    (purpose, text) => sealer.mac(purpose, text),
    () => clock.now(),
  );
  const adapter = new WebAdapter();
  const store = deskStore(database, sealer);
  const rules = deskRules(content);
  const desk = workDesk<Entry>(store, clock, rules);
  const families = familyDesk<Entry>(store, clock, rules.words);
  const codes = wrongCodes();
  const moved = (entry: Entry | undefined): void => {
    if (entry) streams.announce(entry, false);
    queue.emit('news');
  };
  const home = listensAtHome(config);
  const door = config.botIsSet || home ? openBotDoor(doorSettings(config)) : undefined;
  const knownWorkers = knownWorkerStore(database, sealer);
  const teams =
    door &&
    openTeams<Entry>({
      world,
      bot,
      settings: botSettings,
      door,
      chats: farChatStore(database, sealer),
      channels: teamChannelStore(database, sealer),
      workers: knownWorkers,
      desk,
      queue: store,
      account: teamsAccount(config),
      consolePage: `${publicAddress(config)}/console`,
      moved,
    });
  if (teams) queue.on('news', () => teams.nudge());
  const sessions = remembering(workerSessions<Worker>(database, sealer), knownWorkers);
  const signIn = config.signInIsSet
    ? openSignIn(config, content, msalClient(config), sessions, sealer, clock)
    : undefined;
  const post = startDeskPost(config, outboxStore(database, sealer), store, log, clock);
  const server = await startServer({
    config,
    content,
    clock,
    log,
    tokens,
    streams,
    web,
    routes: {
      ...directLineRoutes({ config, content, conversations, tokens, streams, adapter, bot }),
      ...plainRoutes({ config, content, clock, log, conversations, tokens, adapter, bot }),
      ...(door && teams ? botDoorRoutes(door, teams.bot) : {}),
      ...(signIn || home
        ? consoleRoutes<Entry>({
            content,
            clock,
            names: world.names,
            desk,
            store,
            who: whoWorks(signIn, config),
            news: queueNews(queue),
            wrongCodes: codes,
            canPromise: world.canPromise,
            moved,
            isThere: (conversation) => streams.isThere(conversation),
          })
        : {}),
      ...familyCodeRoutes({
        config,
        content,
        clock,
        log,
        tokens,
        families,
        hashOfCode: world.names.hashOfCode,
        hashOfPlace: (address) => sealer.mac('place of a code', address),
        wrongCodes: codes,
        moved,
      }),
      ...deskStatusRoutes<Entry>({ config, clock, desk: store, words: rules.words, moved }),
      ...(teams && (signIn || home) ? teamsChannelRoutes(whoWorks(signIn, config), teams.channels) : {}),
      ...(signIn?.routes ?? {}),
      ...(signIn && config.botIsSet ? tabRoutes(config, content, sessions, clock) : {}),
      ...healthRoutes(async () => {
        healthy = await answers(database);
        return { database: healthy };
      }),
    },
  });
  const rounds = setInterval(() => {
    void round();
  }, minute);
  rounds.unref();
  const round = async (): Promise<void> => {
    try {
      healthy = await answers(database);
      const ended = await endIdleConversations(database, clock.now());
      if (ended > 0) log.info('idle conversations ended', { count: ended });
      const promise = await promiseRound<Entry>(store, content.regions, rules.words, clock.now());
      for (const entry of promise.announced) streams.announce(entry, false);
      if (promise.returned > 0) queue.emit('news');
      if (promise.overdue > 0) log.warn('promises are overdue', { count: promise.overdue });
    } catch (error) {
      log.error('the round failed', faultOf(error));
    }
  };
  await round();
  return {
    address: server.address,
    doors: { bot: config.botIsSet || home, console: signIn !== undefined || home },
    async close() {
      clearInterval(rounds);
      await post.stop();
      await teams?.stop();
      await server.close();
      await database.close();
    },
  };
}

function publicAddress(config: Config): string {
  return (config.PUBLIC_ADDRESS ?? `http://${config.HOST}:${config.PORT}`).replace(/\/$/, '');
}

/** The bot's account; at home without one there is none. */
function teamsAccount({
  MICROSOFT_APP_ID,
  MICROSOFT_APP_TENANT_ID,
}: Config): { id: string; tenant: string } | undefined {
  return MICROSOFT_APP_ID === undefined || MICROSOFT_APP_TENANT_ID === undefined
    ? undefined
    : { id: MICROSOFT_APP_ID, tenant: MICROSOFT_APP_TENANT_ID };
}

/** The console in a tab of Teams: its sign-in is the console's own, by a token that Teams has asked for. */
function tabRoutes(
  config: Config,
  content: Content,
  sessions: WorkerSessions<Worker>,
  clock: Clock,
): ReturnType<typeof teamsTabRoutes> {
  const { SIGN_IN_AUTHORITY: authority = '', SIGN_IN_CLIENT_ID: client = '' } = config;
  const { host } = new URL(publicAddress(config));
  return teamsTabRoutes({
    content,
    tokens: teamsTokens({ authority, client, host, clock }),
    workerOf(claims) {
      const worker = workerFrom(claimsSchema.parse(claims), content);
      if (!worker) throw new ServiceError('not-permitted');
      return worker;
    },
    begin: async (worker) => cookie(sessionCookie, await sessions.begin(worker, clock.now())),
    consolePage,
    program: readFileSync(join(web, 'teams-tab.js')),
  });
}

/** Whoever signs in to the console is known in Teams too, with the role and areas they signed in with. */
function remembering(sessions: WorkerSessions<Worker>, known: KnownWorkers): WorkerSessions<Worker> {
  return {
    ...sessions,
    async begin(worker, now) {
      await known.remember(worker, now);
      return sessions.begin(worker, now);
    },
  };
}

function doorSettings(config: Config): Parameters<typeof openBotDoor>[0] {
  return {
    appId: config.MICROSOFT_APP_ID,
    type: config.MICROSOFT_APP_TYPE,
    password: config.MICROSOFT_APP_PASSWORD,
    tenant: config.MICROSOFT_APP_TENANT_ID,
    metadata: config.BOT_OPENID_METADATA,
    issuer: config.BOT_TOKEN_ISSUER,
  };
}

function queueNews(queue: EventEmitter): { listen(heard: () => void): () => void } {
  return {
    listen(heard) {
      queue.on('news', heard);
      return () => queue.off('news', heard);
    },
  };
}
