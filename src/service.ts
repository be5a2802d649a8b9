import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { makeBot } from './bot/bot';
import { openBotDoor } from './bot/cloud-adapter';
import { WebAdapter } from './bot/web-adapter';
import { systemClock, type Clock } from './clock';
import type { Config } from './config';
import type { Content } from './content/content';
import type { Entry } from './conversation/outgoing';
import type { World } from './conversation/ports';
import { listensAtHome } from './http/home';
import { newReference } from './http/reply';
import { botDoorRoutes } from './http/routes/bot-door';
import { consoleRoutes } from './http/routes/console';
import { directLineRoutes } from './http/routes/direct-line';
import { healthRoutes } from './http/routes/health';
import { plainRoutes } from './http/routes/plain';
import { startServer } from './http/server';
import { msalClient, openSignIn, whoWorks } from './http/sign-in';
import { makeStreams } from './http/streams';
import { makeTokens } from './http/tokens';
import { faultOf, type Log } from './log';
import { addressesOf, type Address } from './post/addresses';
import { makeExerciseRound } from './post/exercise';
import { openPost } from './post/post';
import { watchPipe } from './post/watch';
import { exerciseStore } from './storage/exercises';
import { openLearned } from './need/learned';
import { makeListener } from './need/listener';
import { workDesk, type MoveWords, type SegmentAt } from './queue/desk';
import { hinderedAreas, hinders, type Hindrance } from './queue/pipe';
import { acknowledgeExercise } from './queue/exercise';
import { commonQueue, type Region, type Words } from './region/region';
import { segmentAt, type SegmentModel } from './region/segments';
import { conversationStore } from './storage/conversations';
import { openDatabase } from './storage/database';
import { deskStore } from './storage/handoffs';
import { homeKey } from './storage/home-key';
import { randomNames } from './storage/names';
import { outboxStore } from './storage/outbox';
import { endIdleConversations } from './storage/retention';
import { makeSealer } from './storage/seal';
import { answers } from './storage/sql';
import { workerSessions } from './storage/worker-sessions';

export interface Service {
  readonly address: string;
  readonly doors: { readonly bot: boolean; readonly console: boolean };
  close(): Promise<void>;
}

const minute = 60_000;

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
  const home = listensAtHome(config);
  const outbox = outboxStore(database, sealer);
  const exercises = exerciseStore(database, sealer);
  const addresses = addressesIn(config, content);
  const watch = watchPipe(outbox, exercises, () => answers(database), addresses, log, clock);
  const hindered = (region: Region, area: string | undefined): Hindrance[] =>
    hinders(watch.state(), addresses, { region, area, now: clock.now(), atHome: home });
  const world: World = {
    content,
    listener: makeListener(content, learned),
    conversations,
    clock,
    names: randomNames(sealer),
    log,
    canPromise: (region, area) => hindered(region, area).length === 0,
    announce: (entry, ended) => streams.announce(entry, ended),
    announceQueue: () => queue.emit('news'),
  };

  const bot = makeBot(world, {
    region: config.REGION,
    opaque: (text) => sealer.mac('conversation', text),
    reference: newReference,
  });
  const tokens = makeTokens(
    (purpose, text) => sealer.mac(purpose, text),
    () => clock.now(),
  );
  const adapter = new WebAdapter();
  const store = deskStore(database, sealer);
  const desk = workDesk<Entry>(store, clock, moveWords(content), segmentOf(content));
  const signIn = config.signInIsSet
    ? openSignIn(config, content, msalClient(config), workerSessions(database, sealer), sealer, clock)
    : undefined;
  await watch.look();
  const server = await startServer({
    config,
    content,
    clock,
    log,
    tokens,
    streams,
    web: join(__dirname, '..', 'dist', 'web'),
    routes: {
      ...directLineRoutes({ config, content, conversations, tokens, streams, adapter, bot }),
      ...plainRoutes({ config, content, clock, log, conversations, tokens, adapter, bot }),
      ...(config.botIsSet || home ? botDoorRoutes(openBotDoor(botSettings(config)), bot) : {}),
      ...(signIn || home
        ? consoleRoutes(
            desk,
            whoWorks(signIn, config),
            queueNews(queue),
            (entry) => {
              if (entry) streams.announce(entry, false);
              queue.emit('news');
            },
            world.names.hashOfCode,
            { areaNames: areaNames(content), models: modelsOf(content), clocks: clocksOf(content) },
          )
        : {}),
      ...(signIn?.routes ?? {}),
      ...healthRoutes(async () => {
        const { writes } = await watch.look();
        return { database: writes, hindered: hinderedAreas(Object.values(content.regions), hindered) };
      }),
    },
  });
  const address = (config.PUBLIC_ADDRESS ?? server.address).replace(/\/$/, '');
  const post = await openPost(outbox, addresses, { content, desk: store, address }, watch, log, clock);
  const exercise = makeExerciseRound({
    exercises,
    content,
    receivers: addresses,
    caseNumber: () => world.names.caseNumber(),
    acknowledge: (handoff) => acknowledgeExercise(desk, handoff),
    log,
    clock,
  });
  const rounds = setInterval(() => {
    void round();
  }, minute);
  rounds.unref();
  const round = async (): Promise<void> => {
    try {
      await exercise();
      const ended = await endIdleConversations(database, clock.now());
      if (ended > 0) log.info('idle conversations ended', { count: ended });
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
      await server.close();
      await database.close();
    },
  };
}

/** Where notices go, by the settings. */
function addressesIn(config: Config, content: Content): readonly Address[] {
  const { SMTP_URL: server, NOTICE_FROM: from, DESK_URL: url, DESK_SECRET: secret } = config;
  return addressesOf({
    receivers: config.NOTICE_RECEIVERS,
    smtp: server === undefined || from === undefined ? undefined : { server, from },
    desk: url === undefined || secret === undefined ? undefined : { url, secret },
    regions: Object.keys(content.regions),
    encrypted: config.production,
  });
}

function botSettings(config: Config): Parameters<typeof openBotDoor>[0] {
  return {
    appId: config.MICROSOFT_APP_ID,
    password: config.MICROSOFT_APP_PASSWORD,
    tenant: config.MICROSOFT_APP_TENANT_ID,
    metadata: config.BOT_OPENID_METADATA,
    issuer: config.BOT_TOKEN_ISSUER,
  };
}

function areaNames(content: Content): Record<string, string> {
  const named = Object.values(content.regions).flatMap((region) => [
    [`${region.region}/${commonQueue}`, region.name.fi],
    ...region.areas.map((area) => [`${region.region}/${area.id}`, area.name.fi]),
  ]);
  return Object.fromEntries(named) as Record<string, string>;
}

function moveWords(content: Content): MoveWords {
  return (move, language) => {
    const joined = move === 'claim';
    const text = content.say(language)(joined ? 'bot.voice.worker-joined' : 'bot.voice.worker-left');
    return [{ text, luotsi: { language, notice: 'voice', voice: joined ? 'worker' : 'bot' } }];
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

/** A worker's view of the axes gets its segment from the region's own model. */
function segmentOf(content: Content): SegmentAt {
  const models = modelsOf(content);
  return (region, axes) => {
    const model = models[region];
    return (model && segmentAt(model, axes)?.id) ?? null;
  };
}

/** The segmentation model of each region that has one. */
function modelsOf(content: Content): Readonly<Record<string, SegmentModel>> {
  return Object.fromEntries(
    Object.values(content.regions).flatMap((region) => {
      const model = content.segmentModels.find((one) => one.id === region.segmentation);
      return model ? [[region.region, model]] : [];
    }),
  );
}

function clocksOf(content: Content): Readonly<Record<string, { name: Words; source: string }>> {
  return Object.fromEntries(content.statutory.map(({ id, name, source }) => [id, { name, source }]));
}
