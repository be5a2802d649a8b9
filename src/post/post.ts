import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock';
import { faultOf, type Log } from '../log';
import type { Outbox } from '../storage/outbox';
import type { Address } from './addresses';
import { makeDelivery } from './deliver';
import type { ParcelSources } from './parcels';
import { makeSpread } from './spread';
import type { PipeWatch } from './watch';

/** The post of the house: carries notices from the outbox to every receiver, at least once, each receiver by itself. */
export interface Post {
  /** Everything that is due now, and a look at how it went; for tests. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

const every = 2_000;
/** How long the end waits for a receiver that answers slowly; what it has not taken by then waits for the next start. */
const goodbye = 5_000;

/** Opens the post: what was refused before this start is tried anew, since a start is how a mended setting comes into force. */
export async function openPost(
  outbox: Outbox,
  addresses: readonly Address[],
  sources: ParcelSources,
  watch: PipeWatch,
  log: Log,
  clock: Clock,
): Promise<Post> {
  const spread = makeSpread(outbox, addresses, sources, log, clock);
  const deliveries = addresses.map((address) => makeDelivery(address, outbox, log, clock));
  const divide = async (): Promise<void> => {
    try {
      await spread();
    } catch (error) {
      log.error('notices cannot be divided', faultOf(error));
    }
  };
  const deleted = await outbox.begin(
    addresses.map(({ id }) => id),
    clock.now(),
  );
  if (deleted > 0) log.warn('notices were deleted whose receiver is no longer set', { count: deleted });
  let dividing = Promise.resolve();
  let sending: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    dividing = dividing.then(divide).then(() => {
      // A slow receiver is not waited for.
      sending = Promise.all(deliveries.map((deliver) => deliver()));
      return watch.look().then(() => undefined);
    });
  }, every);
  timer.unref();
  return {
    async round() {
      await divide();
      await Promise.all(deliveries.map((deliver) => deliver()));
      await watch.look();
    },
    async stop() {
      clearInterval(timer);
      await Promise.race([dividing.then(() => sending), setTimeout(goodbye, undefined, { ref: false })]);
    },
  };
}
