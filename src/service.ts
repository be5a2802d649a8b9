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
import { startDeskPost } from './http/desk-post';
import { makeHealth } from './http/health';
import { listensAtHome } from './http/home';
import { makeMetrics, openMetricsDoor } from './http/metrics';
import { newReference } from './http/reply';
import { makeLimits } from './http/limits';
import { botDoorRoutes } from './http/routes/bot-door';
import { consoleRoutes } from './http/routes/console';
import { directLineRoutes } from './http/routes/direct-line';
import { healthRoutes } from './http/routes/health';
import { plainRoutes } from './http/routes/plain';
import { startServer } from './http/server';
import { msalClient, openSignIn, whoWorks } from './http/sign-in';
import { makeSpoken } from './http/spoken';
import { calendarIsKnown, outboxFlows, standingNow } from './http/standing';
import { makeStreams } from './http/streams';
import { makeTokens } from './http/tokens';
import { faultOf, type Log } from './log';
import { learnedIsKept, openLearned } from './need/learned';
import { makeListener } from './need/listener';
import { workDesk, type MoveWords, type SegmentAt } from './queue/desk';
import { commonQueue, type Words } from './region/region';
import { segmentAt, type SegmentModel } from './region/segments';
import { allowanceStore } from './storage/allowances';
import { conversationStore } from './storage/conversations';
import { openDatabase } from './storage/database';
import { deskStore } from './storage/handoffs';
import { homeKey } from './storage/home-key';
import { randomNames } from './storage/names';
import { outboxStore } from './storage/outbox';
import { noReplicas, openReplicas, type Heard } from './storage/replicas';
import { endIdleConversations } from './storage/retention';
import { makeSealer } from './storage/seal';
import { answers } from './storage/sql';
import { ticketStore } from './storage/tickets';
import { workerSessions } from './storage/worker-sessions';

export interface Service {
  readonly address: string;
  /** Where the metrics are told, when they are. */
  readonly metrics: string | undefined;
  readonly doors: { readonly bot: boolean; readonly console: boolean };
  /** Stops: readiness goes off, all that was begun is answered, and after `lead` milliseconds of further serving the doors close. */
  close(lead?: number): Promise<void>;
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
  const spoken = makeSpoken();
  const streams = makeStreams(conversations, (language) => leftWords(content, language));
  const queue = new EventEmitter().setMaxListeners(0);
  const heard: Heard = (change) => {
    if (change === 'missed') void streams.catchUp();
    if (change === 'missed' || change === 'queue') return void queue.emit('news');
    spoken.remember(change.conversation, change.language);
    if (change.ended) streams.ended(change.conversation, change.language);
    else streams.changed(change.conversation);
  };
  const replicas = config.DATABASE_URL === undefined ? noReplicas : openReplicas(config.DATABASE_URL, heard);
  const announce = (entry: Entry, ended: boolean): void => {
    const language = entry.words.at(-1)?.luotsi.language;
    spoken.remember(entry.conversation, language);
    streams.announce(entry, ended);
    replicas.tell({
      conversation: entry.conversation,
      ...(language === undefined ? {} : { language }),
      ...(ended ? { ended } : {}),
    });
  };
  const announceQueue = (): void => {
    queue.emit('news');
    replicas.tell('queue');
  };
  const tickets = ticketStore(database);
  const health = makeHealth({
    database: () => answers(database),
    classifier: learnedIsKept(content, config.DATA_FOLDER),
    calendar: () => calendarIsKnown(content, clock.now()),
    outbox: () => outboxFlows(database, clock.now()),
  });
  const metrics = makeMetrics(standingNow({ content, database, health, clock, streams: () => streams.count() }));
  const limits = makeLimits(
    config,
    allowanceStore(database),
    (text) => sealer.mac('allowance', text),
    (limit) => metrics.limited(limit),
  );
  let stopping = false;
  const world: World = {
    content,
    listener: makeListener(content, learned),
    conversations,
    clock,
    names: randomNames(sealer),
    log,
    canPromise: () => health.canPromise(),
    announce,
    announceQueue,
  };

  const bot = makeBot(world, {
    region: config.REGION,
    opaque: (text) => sealer.mac('conversation', text),
    reference: newReference,
    measured: (turn) => metrics.turn(turn),
    admits: async (conversation) => (await limits.message(conversation)) === undefined,
  });
  const tokens = makeTokens(
    (purpose, text) => sealer.mac(purpose, text),
    () => clock.now(),
    (nonce, until) => tickets.use(nonce, until),
  );
  const adapter = new WebAdapter();
  const store = deskStore(database, sealer);
  const desk = workDesk<Entry>(store, clock, moveWords(content), segmentOf(content));
  const home = listensAtHome(config);
  const signIn = config.signInIsSet
    ? openSignIn(config, content, msalClient(config), workerSessions(database, sealer), sealer, clock)
    : undefined;
  const post = startDeskPost(config, outboxStore(database, sealer), store, log, clock);
  const server = await startServer({
    config,
    content,
    clock,
    log,
    tokens,
    streams,
    web: join(__dirname, '..', 'dist', 'web'),
    routes: {
      ...directLineRoutes({ config, content, clock, conversations, tokens, streams, spoken, limits, adapter, bot }),
      ...plainRoutes({ config, content, clock, log, conversations, tokens, limits, spoken, adapter, bot }),
      ...(config.botIsSet || home ? botDoorRoutes(openBotDoor(botSettings(config)), bot) : {}),
      ...(signIn || home
        ? consoleRoutes(
            desk,
            whoWorks(signIn, config),
            queueNews(queue),
            (entry) => {
              if (entry) announce(entry, false);
              announceQueue();
            },
            world.names.hashOfCode,
            { areaNames: areaNames(content), models: modelsOf(content), clocks: clocksOf(content) },
          )
        : {}),
      ...(signIn?.routes ?? {}),
      ...healthRoutes(async () => ({ ...(await health.check()), open: !stopping })),
    },
  });
  const metricsDoor =
    config.METRICS_PORT === undefined
      ? undefined
      : await openMetricsDoor(config.HOST, config.METRICS_PORT, metrics, log);
  const rounds = setInterval(() => {
    void round();
  }, minute);
  rounds.unref();
  const round = async (): Promise<void> => {
    try {
      await health.check();
      const ended = await endIdleConversations(database, clock.now());
      await tickets.forget(clock.now());
      if (ended > 0) log.info('idle conversations ended', { count: ended });
    } catch (error) {
      log.error('the round failed', faultOf(error));
    }
  };
  await round();
  return {
    address: server.address,
    metrics: metricsDoor?.address,
    doors: { bot: config.botIsSet || home, console: signIn !== undefined || home },
    async close(lead) {
      stopping = true;
      clearInterval(rounds);
      await server.close(lead);
      await post.stop();
      await metricsDoor?.close();
      await replicas.close();
      await database.close();
    },
  };
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

/** What a family hears that has left; said again where its rows are gone already. */
function leftWords(content: Content, wanted: string | undefined): Entry['words'] {
  const language = wanted ?? 'fi';
  return [{ text: content.say(language)('bot.end.left'), luotsi: { language, notice: 'left' } }];
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
