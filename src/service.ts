import { join } from 'node:path';
import { makeBot, type BotSettings } from './bot/bot';
import { systemClock, type Clock } from './clock';
import { deletionsFileOf, keepingOf, type Config } from './config';
import type { Content } from './content/content';
import { hearing } from './conversation/hear';
import type { Entry } from './conversation/outgoing';
import type { World } from './conversation/ports';
import { deskRules } from './http/desk-rules';
import { listensAtHome } from './http/home';
import { makeMetrics, openMetricsDoor } from './http/metrics';
import { newReference } from './http/reply';
import { makeLimits } from './http/limits';
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
import { standingNow } from './http/standing';
import { makeTokens } from './http/tokens';
import { wrongCodes } from './http/wrong-codes';
import type { Log } from './log';
import { openPipe } from './pipe';
import { makeExerciseRound } from './post/exercise';
import { openPost } from './post/post';
import { openNews } from './news';
import { openLearned } from './need/learned';
import { makeListener } from './need/listener';
import { workDesk } from './queue/desk';
import { familyDesk } from './queue/family';
import { acknowledgeExercise } from './queue/exercise';
import { allowanceStore } from './storage/allowances';
import { conversationStore } from './storage/conversations';
import { openDatabase } from './storage/database';
import { noDeletionList, openDeletionList } from './storage/deletion-list';
import { holdFile } from './storage/file-lock';
import { deskStore } from './storage/handoffs';
import { homeKey } from './storage/home-key';
import { knownWorkerStore } from './storage/known-workers';
import { randomNames } from './storage/names';
import { makeKeeper } from './storage/keeper';
import { openSealer } from './storage/secrets';
import { ticketStore } from './storage/tickets';
import { workerSessions } from './storage/worker-sessions';
import { beginRounds } from './round';
import { openBotHouse } from './teams';

export interface Service {
  readonly address: string;
  /** Where the metrics are told, when they are. */
  readonly metrics: string | undefined;
  readonly doors: { readonly bot: boolean; readonly console: boolean };
  /** Stops: readiness goes off, all that was begun is answered, and after `lead` milliseconds of further serving the doors close. */
  close(lead?: number): Promise<void>;
}

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
    say(`Learning from ${phrases} example phrases (once, about half a minute) …`),
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
  const news = openNews(config, content, conversations);
  const { streams, spoken, signs, moved } = news;
  const tickets = ticketStore(database);
  const home = listensAtHome(config);
  const pipe = openPipe({ config, content, database, sealer, learned, log, clock });
  const { health } = pipe;
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
    canPromise: (region, area) => pipe.hindered(region, area).length === 0,
    codePage: `${config.PUBLIC_ADDRESS?.replace(/\/$/, '') ?? ''}/koodi`,
    ...(config.PUBLIC_ADDRESS === undefined ? {} : { page: config.PUBLIC_ADDRESS }),
    announce: news.announce,
    announceQueue: news.announceQueue,
  };

  const hear = hearing(world, {
    reference: newReference,
    measured: (turn) => metrics.turn(turn),
    admits: async (conversation) => (await limits.message(conversation)) === undefined,
  });
  const botSettings: BotSettings = { region: config.REGION, opaque: (text) => sealer.mac('conversation', text) };
  const bot = makeBot(world, hear, botSettings);
  const tokens = makeTokens(
    (purpose, text) => sealer.mac(purpose, text),
    () => clock.now(),
    (nonce, until) => tickets.use(nonce, until),
  );
  const store = deskStore(database, sealer);
  const rules = deskRules(content);
  const desk = workDesk<Entry>(store, clock, rules);
  const families = familyDesk<Entry>(store, clock, rules.words);
  const workers = knownWorkerStore(database, sealer);
  const sessions = workerSessions(database, sealer);
  const botHouse = openBotHouse({
    config,
    world,
    hear,
    bot,
    settings: botSettings,
    database,
    sealer,
    workers,
    desk,
    queue: store,
    news,
    web,
  });
  const signIn = config.signInIsSet
    ? openSignIn({
        config,
        content,
        organisation: openOrganisation(config, clock),
        sessions,
        workers,
        sealer,
        clock,
        log,
      })
    : undefined;
  const who = whoWorks(signIn, config);
  await health.check();
  const server = await startServer({
    config,
    content,
    clock,
    log,
    tokens,
    streams,
    web,
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
        hear,
      }),
      ...plainRoutes({ config, content, clock, log, conversations, tokens, limits, spoken, hear }),
      ...botHouse.routes,
      ...(signIn || home
        ? consoleRoutes<Entry>({
            content,
            clock,
            names: world.names,
            desk,
            store,
            who,
            news: news.queue,
            wrongCodes: wrongCodes(),
            canPromise: world.canPromise,
            troubles: async (areas) => [...pipe.troubles(areas), ...(await botHouse.troubles(areas))],
            moved,
            signIn: config.signInIsSet,
            isThere: (conversation) => news.windows.isThere(conversation),
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
        wrongCodes: wrongCodes(),
        moved,
      }),
      ...deskStatusRoutes<Entry>({ config, clock, desk: store, words: rules.words, moved }),
      ...botHouse.consoleRoutes(signIn),
      ...(signIn?.routes ?? {}),
      ...healthRoutes(async () => {
        const parts = await health.check();
        return { parts, open: !stopping, hindered: pipe.hinderedAreas() };
      }),
    },
  });
  const address = (config.PUBLIC_ADDRESS ?? server.address).replace(/\/$/, '');
  const post = await openPost(pipe.outbox, pipe.addresses, { content, desk: store, address }, pipe.watch, log, clock);
  const exercise = makeExerciseRound({
    exercises: pipe.exercises,
    content,
    receivers: pipe.addresses,
    caseNumber: () => world.names.caseNumber(),
    acknowledge: (handoff) => acknowledgeExercise(desk, handoff),
    log,
    clock,
  });
  const metricsDoor =
    config.METRICS_PORT === undefined
      ? undefined
      : await openMetricsDoor(config.HOST, config.METRICS_PORT, metrics, log);
  const endRounds = await beginRounds({
    content,
    health,
    exercise,
    keeper,
    sessions,
    workers,
    tickets,
    queue: store,
    words: rules.words,
    news,
    log,
    clock,
  });
  return {
    address: server.address,
    metrics: metricsDoor?.address,
    doors: { bot: config.botIsSet || home, console: signIn !== undefined || home },
    async close(lead) {
      stopping = true;
      endRounds();
      await server.close(lead);
      await post.stop();
      await botHouse.stop();
      await metricsDoor?.close();
      await news.close();
      await database.close();
      release();
    },
  };
}
