import { openDesk } from './desk';
import type { Log } from '../../src/log';
import { silentLog } from '../../src/log';
import { addressesOf, type Address, type AddressSettings } from '../../src/post/addresses';
import { makeExerciseRound } from '../../src/post/exercise';
import { openPost, type Post } from '../../src/post/post';
import { watchPipe } from '../../src/post/watch';
import { acknowledgeExercise } from '../../src/queue/exercise';
import { hinders, type Hindrance } from '../../src/queue/pipe';
import { exerciseStore } from '../../src/storage/exercises';
import type { Database } from '../../src/storage/sql';
import { outboxStore } from '../../src/storage/outbox';
import { answers } from '../../src/storage/sql';
import { testSealer, type House } from './house';

/** The pipe of notices beside a house, put together as the service does it. */
export interface Pipe {
  readonly post: Post;
  readonly addresses: readonly Address[];
  /** The minute's look at the morning exercise. */
  exercise(): Promise<void>;
  hindered(area: string | undefined): readonly Hindrance[];
  undelivered(): Promise<number>;
}

export const supervisor = 'esihenkilo@example.org';
export const team = 'ohjaus@example.org';

/** Opens the post of a house; `settings` is where notices go. */
export async function openPipe(
  house: House,
  settings: Partial<AddressSettings> = {},
  { log = silentLog, atHome = false }: { log?: Log; atHome?: boolean } = {},
): Promise<Pipe> {
  const { content, names } = house.world;
  const { clock, database } = house;
  const outbox = outboxStore(database, testSealer);
  const exercises = exerciseStore(database, testSealer);
  const addresses = addressesOf({
    receivers: [],
    smtp: undefined,
    desk: undefined,
    regions: Object.keys(content.regions),
    encrypted: false,
    ...settings,
  });
  const watch = watchPipe(outbox, exercises, () => answers(database), addresses, log, clock);
  await watch.look();
  const post = await openPost(
    outbox,
    addresses,
    { content, desk: house.desk, address: 'https://luotsi.example.org' },
    watch,
    log,
    clock,
  );
  const desk = openDesk(house);
  return {
    post,
    addresses,
    exercise: makeExerciseRound({
      exercises,
      content,
      receivers: addresses,
      caseNumber: () => names.caseNumber(),
      acknowledge: (handoff) => acknowledgeExercise(desk, handoff),
      log,
      clock,
    }),
    hindered(area) {
      const region = content.regions['etela-pohjanmaa'];
      if (!region) throw new Error('the region of the tests is gone');
      return hinders(watch.state(), addresses, { region, area, now: clock.now(), atHome });
    },
    undelivered: () => undeliveredIn(database),
  };
}

/** How many notices, or parcels of them, have not been taken. */
export async function undeliveredIn(database: Database): Promise<number> {
  const [row] = await database.rows('select count(*) as waiting from outbox where delivered_at is null');
  return Number(row?.['waiting'] ?? 0);
}
