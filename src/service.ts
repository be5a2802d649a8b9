import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { makeBot } from './bot/bot';
import { WebAdapter } from './bot/web-adapter';
import { systemClock, type Clock } from './clock';
import { deletionsFileOf, keepingOf, type Config } from './config';
import type { Content } from './content/content';
import type { Entry } from './conversation/outgoing';
import type { World } from './conversation/ports';
import { deskRules } from './http/desk-rules';
import { listensAtHome } from './http/home';
import { newReference } from './http/reply';
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
import { acknowledgeExercise } from './queue/exercise';
import type { Region } from './region/region';
import { conversationStore } from './storage/conversations';
import { openDatabase } from './storage/database';
import { noDeletionList, openDeletionList } from './storage/deletion-list';
import { holdFile } from './storage/file-lock';
import { deskStore } from './storage/handoffs';
import { homeKey } from './storage/home-key';
import { knownWorkerStore } from './storage/known-workers';
import { randomNames } from './storage/names';
import { outboxStore } from './storage/outbox';
import { makeKeeper, type Round } from './storage/keeper';
import { openSealer } from './storage/secrets';
import { answers } from './storage/sql';
import { workerSessions } from './storage/worker-sessions';
import { openBotHouse, tabRoutes } from './teams';

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
  const workers = knownWorkerStore(database, sealer);
  const botHouse =
    config.botIsSet || home
      ? openBotHouse({
          config,
          world,
          bot,
          settings: botSettings,
          database,
          sealer,
          workers,
          desk,
          queue: store,
          moved,
        })
      : undefined;
  if (botHouse) queue.on('news', botHouse.nudge);
  const sessions = workerSessions(database, sealer);
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
  await watch.look();
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
      ...(botHouse?.routes ?? {}),
      ...(signIn || home
        ? consoleRoutes<Entry>({
            content,
            clock,
            names: world.names,
            desk,
            store,
            who,
            news: queueNews(queue),
            wrongCodes: codes,
            canPromise: world.canPromise,
            moved,
            signIn: config.signInIsSet,
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
      ...(botHouse && (signIn || home) ? botHouse.consoleRoutes(who) : {}),
      ...(signIn?.routes ?? {}),
      ...(signIn && config.botIsSet ? tabRoutes({ config, content, sessions, workers, clock, web }) : {}),
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
      tellRound(await keeper.round(clock.now()), log);
      await sessions.endStale(clock.now());
      await workers.forgetStale(clock.now());
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
      await botHouse?.stop();
      await server.close();
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

function queueNews(queue: EventEmitter): { listen(heard: () => void): () => void } {
  return {
    listen(heard) {
      queue.on('news', heard);
      return () => queue.off('news', heard);
    },
  };
}
