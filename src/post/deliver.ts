import type { Clock } from '../clock';
import { faultOf, type Log } from '../log';
import type { Outbox } from '../storage/outbox';
import type { Address } from './addresses';

const mostInARow = 100;

/**
 * Delivers what waits for one address, one after another, until nothing is due or one try fails: then the address has a pause, and
 * no other address waits for it.
 */
export function makeDelivery(address: Address, outbox: Outbox, log: Log, clock: Clock): () => Promise<void> {
  let heldUntil = 0;
  const one = async (): Promise<boolean> => {
    const now = clock.now();
    if (now.getTime() < heldUntil) return false;
    const delivery = await outbox.take(address.id, now);
    if (!delivery) return false;
    const sent = await address.send(delivery.id, delivery.body);
    if (sent.came === 'taken') {
      await outbox.delivered(delivery.id, clock.now());
      return true;
    }
    const { fault } = sent;
    if (sent.came === 'refused') {
      log.error('a receiver refuses notices: look at its address in NOTICE_RECEIVERS', { code: address.id, fault });
      await outbox.failed(delivery, clock.now(), { refused: true });
      return false;
    }
    log.warn('a notice waits for its receiver', { code: address.id, count: delivery.tries, fault });
    // What asks for a pause asks it for all that comes to it.
    heldUntil = clock.now().getTime() + (sent.waitMs ?? 0);
    await outbox.failed(delivery, clock.now(), { refused: false, waitMs: sent.waitMs ?? 0 });
    return false;
  };
  const run = async (): Promise<void> => {
    try {
      for (let count = 0; count < mostInARow && (await one()); count += 1);
    } catch (error) {
      log.error('a notice cannot be sent', { code: address.id, ...faultOf(error) });
    }
  };
  let running: Promise<void> | undefined;
  return () => {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
}
