import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { makeBot } from './bot/bot';
import { openBotDoor } from './bot/cloud-adapter';
import { WebAdapter } from './bot/web-adapter';
import { systemClock, type Clock } from './clock';
import { deletionsFileOf, keepingOf, type Config } from './config';
import type { Content } from './content/content';
import type { Entry } from './conversation/outgoing';
import type { World } from './conversation/ports';
import { deskRules } from './http/desk-rules';
import { makeHealth } from './http/health';
import { listensAtHome } from './http/home';
import { makeMetrics, openMetricsDoor } from './http/metrics';
import { newReference } from './http/reply';
import { makeLimits } from './http/limits';
import { botDoorRoutes } from './http/routes/bot-door';
import { consoleRoutes } from './http/routes/console';
import { deskStatusRoutes } from './http/routes/desk-status';
import { directLineRoutes } from './http/routes/direct-line';
import { familyCodeRoutes } from './http/routes/family-code';
import { healthRoutes } from './http/routes/health';
import { plainRoutes } from './http/routes/plain';
import { startServer } from './http/server';
import { openOrganisation } from './http/sign-in/organisation';
import { openSignIn } from './http/sign-in/sign-in';
import { whoWorks } from './http/sign-in/who-works';
import { makeSigns } from './http/signs';
import { makeSpoken } from './http/spoken';
import { outboxFlows, regionsWithoutHours, standingNow } from './http/standing';
import { makeStreams } from './http/streams';
import { makeTokens } from './http/tokens';
import { wrongCodes } from './http/wrong-codes';
import { faultOf, type Log } from './log';
import { addressesOf, type Address } from './post/addresses';
import { makeExerciseRound } from './post/exercise';
import { openPost } from './post/post';
import { watchPipe } from './post/watch';
import { exerciseStore } from './storage/exercises';
import { openLearned } from './need/learned';
import { makeListener } from './need/listener';
import { workDesk } from './queue/desk';
import { familyDesk } from './queue/family';
import { promiseRound } from './queue/rounds';
import { hinderedAreas, hinders, type Hindrance } from './queue/pipe';
import { pipeTroubles } from './queue/pipe-troubles';
import { acknowledgeExercise } from './queue/exercise';
import type { Region } from './region/region';
import { allowanceStore } from './storage/allowances';
import { conversationStore } from './storage/conversations';
import { openDatabase } from './storage/database';
import { noDeletionList, openDeletionList } from './storage/deletion-list';
import { holdFile } from './storage/file-lock';
import { deskStore } from './storage/handoffs';
import { homeKey } from './storage/home-key';
import { randomNames } from './storage/names';
import { outboxStore } from './storage/outbox';
import { makeKeeper, type Round } from './storage/keeper';
import { openSealer } from './storage/secrets';
import { noReplicas, openReplicas, type Heard } from './storage/replicas';
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
  const release = config.DATABASE_URL === undefined ? holdFile(config.DATABASE_FILE) : () => undefined;
  const database = await openDatabase({ url: config.DATABASE_URL, file: config.DATABASE_FILE });
  const sealer = await openSealer(
    database,
    config.ENCRYPTION_KEYS ? { keys: config.ENCRYPTION_KEYS } : homeKey(config.DATA_FOLDER),
  );
  const inMemory = config.DATABASE_URL === undefined && config.DATABASE_FILE === ':memory:';
  const keeper = makeKeeper(
    database,
    sealer,
    keepingOf(config),
    inMemory ? noDeletionList : openDeletionList(deletionsFileOf(config)),
  );
  const again = await keeper.beforeDoors(clock.now());
  if (again.unknown > 0)
    log.warn('a backup was put back: deleted again', { count: again.handoffs + again.conversations });
  const conversations = conversationStore(database, sealer);
  const spoken = makeSpoken();
  const streams = makeStreams(conversations, (language) => leftWords(content, language));
  const queue = new EventEmitter().setMaxListeners(0);
  const heard: Heard = (change) => {
    if (change === 'missed') void streams.catchUp();
    if (change === 'missed' || change === 'queue') return void queue.emit('news');
    if ('seen' in change) return signs.fromElsewhere(change.conversation, change.seen);
    spoken.remember(change.conversation, change.language);
    if (change.ended) streams.ended(change.conversation, change.language);
    else streams.changed(change.conversation);
  };
  const replicas = config.DATABASE_URL === undefined ? noReplicas : openReplicas(config.DATABASE_URL, heard);
  const signs = makeSigns(
    streams,
    config.DATABASE_URL === undefined ? undefined : (conversation, seen) => replicas.tell({ conversation, seen }),
  );
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
  const home = listensAtHome(config);
  const outbox = outboxStore(database, sealer);
  const exercises = exerciseStore(database, sealer);
  const addresses = addressesIn(config, content);
  const watch = watchPipe(outbox, exercises, () => answers(database), addresses, log, clock);
  let withoutHours: ReadonlySet<string> = new Set();
  const health = makeHealth({
    database: async () => (await watch.look()).writes,
    classifier: () => learned.isKept(),
    calendar() {
      withoutHours = regionsWithoutHours(content, clock.now());
      return withoutHours.size === 0;
    },
    outbox: () => outboxFlows(database, clock.now()),
  });
  const regions = Object.values(content.regions);
  const hindered = (region: Region, area: string | undefined): Hindrance[] =>
    hinders(watch.state(), addresses, {
      region,
      area,
      now: clock.now(),
      atHome: home,
      hoursEnd: withoutHours.has(region.region),
      learned: health.last().classifier,
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
    canPromise: (region, area) => hindered(region, area).length === 0,
    codePage: `${config.PUBLIC_ADDRESS?.replace(/\/$/, '') ?? ''}/koodi`,
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
  const rules = deskRules(content);
  const desk = workDesk<Entry>(store, clock, rules);
  const families = familyDesk<Entry>(store, clock, rules.words);
  const codes = wrongCodes();
  const moved = (entry: Entry | undefined): void => {
    if (entry) announce(entry, false);
    announceQueue();
  };
  const sessions = workerSessions(database, sealer);
  const signIn = config.signInIsSet
    ? openSignIn({ config, content, organisation: openOrganisation(config, clock), sessions, sealer, clock, log })
    : undefined;
  await health.check();
  const server = await startServer({
    config,
    content,
    clock,
    log,
    tokens,
    streams,
    web: join(__dirname, '..', 'dist', 'web'),
    routes: {
      ...directLineRoutes({
        config,
        content,
        clock,
        conversations,
        tokens,
        streams,
        spoken,
        signs,
        limits,
        adapter,
        bot,
      }),
      ...plainRoutes({ config, content, clock, log, conversations, tokens, limits, spoken, adapter, bot }),
      ...(config.botIsSet || home ? botDoorRoutes(openBotDoor(botSettings(config)), bot) : {}),
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
            troubles: (areas) => pipeTroubles(watch.state(), addresses, { regions, areas, now: clock.now(), hindered }),
            moved,
            signIn: config.signInIsSet,
            isThere: (conversation) => streams.isThere(conversation),
            signs,
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
      ...(signIn?.routes ?? {}),
      ...healthRoutes(async () => {
        const parts = await health.check();
        return { parts, open: !stopping, hindered: hinderedAreas(regions, hindered) };
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
      await exercise();
      tellRound(await keeper.round(clock.now()), log);
      await sessions.endStale(clock.now());
      const promise = await promiseRound<Entry>(store, content.regions, rules.words, clock.now());
      for (const entry of promise.announced) announce(entry, false);
      if (promise.returned > 0) announceQueue();
      if (promise.overdue > 0) log.warn('promises are overdue', { count: promise.overdue });
      await tickets.forget(clock.now());
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
      release();
    },
  };
}

/** Tells the operator's log what was let go, what waits in vain to be moved, and where the audit trail ended on that day. */
function tellRound({ ended, daily, trail }: Round, log: Log): void {
  if (ended > 0) log.info('idle conversations ended', { count: ended });
  if (!daily) return;
  log.info('retention: handoffs deleted', { count: daily.handoffs + daily.withdrawn });
  if (daily.untransferred > 0)
    log.warn('handoffs wait to be moved to the client information system', { count: daily.untransferred });
  if (trail) log.info('the audit trail ends', { count: trail.seq, code: trail.hash });
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
