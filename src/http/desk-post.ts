import { createHmac } from 'node:crypto';
import { handoffEvent } from '../bot/handoff-event';
import type { Clock } from '../clock';
import type { Config } from '../config';
import { faultOf, type Log } from '../log';
import type { Desk } from '../queue/ports';
import type { Outbox, Waiting } from '../storage/outbox';

export interface DeskPost {
  /** Sends what is due now; for tests and for the stop. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

const every = 2_000;
const patience = 10_000;
const atOnce = 20;

/**
 * Carries handoffs from the outbox to the connected desk as signed `handoff.initiate` events: at least once, the receiver's key
 * being the event's id. Without a connected desk the console is the desk, and the notice counts as delivered.
 */
export function startDeskPost(
  config: Pick<Config, 'DESK_URL' | 'DESK_SECRET'>,
  outbox: Outbox,
  desk: Pick<Desk, 'read'>,
  log: Log,
  clock: Clock,
): DeskPost {
  const deliver = async (one: Waiting): Promise<void> => {
    // Notices go other ways; the desk is told of handoffs.
    if (config.DESK_URL === undefined || one.kind !== 'handoff.initiate') return;
    const { handoff } = one.payload as { handoff: string };
    const found = await desk.read(handoff);
    if (!found) return;
    const body = JSON.stringify(handoffEvent(found));
    const signature = createHmac('sha256', config.DESK_SECRET ?? '')
      .update(body)
      .digest('hex');
    const answer = await fetch(config.DESK_URL, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-luotsi-event': one.id,
        'x-luotsi-signature': `sha256=${signature}`,
      },
      body,
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
    });
    if (!answer.ok) throw new Error(`the desk answered ${answer.status}`);
  };
  const round = async (): Promise<void> => {
    try {
      for (const one of await outbox.take(clock.now(), atOnce)) {
        try {
          await deliver(one);
          await outbox.delivered(one.id, clock.now());
        } catch (error) {
          log.warn('a handoff waits for the desk', { count: one.tries, ...faultOf(error) });
          await outbox.failed(one.id, one.tries, clock.now());
        }
      }
    } catch (error) {
      log.error('the outbox cannot be read', faultOf(error));
    }
  };
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(round);
  }, every);
  timer.unref();
  return {
    round,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
