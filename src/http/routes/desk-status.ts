import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'restify';
import { z } from 'zod';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import { RevisionConflict, ServiceError } from '../../errors';
import type { MoveWords } from '../../queue/family-hears';
import { otherMove } from '../../queue/others';
import type { OtherMove } from '../../queue/life';
import type { Desk } from '../../queue/ports';
import { connectedDesk } from '../../queue/promise-rounds';
import { textBody } from '../body';
import { json, type Handler } from '../reply';

/** What a connected desk tells of a handoff: its id and a state of a closed list, and nothing about anybody. */
const statusSchema = z.strictObject({
  event: z.literal('handoff.status'),
  handoff: z.string().min(1).max(100),
  state: z.enum(['accepted', 'completed', 'failed']),
});

const movesByState: Readonly<Record<z.output<typeof statusSchema>['state'], OtherMove>> = {
  accepted: 'desk-accepted',
  completed: 'desk-completed',
  failed: 'desk-failed',
};

const tolerance = 5 * 60_000;
const mostTries = 20;

export interface DeskStatusParts<Announced> {
  readonly config: Pick<Config, 'DESK_SECRET'>;
  readonly clock: Clock;
  readonly desk: Desk<Announced>;
  readonly words: MoveWords;
  readonly moved: (entry: Announced | undefined) => void;
}

/**
 * `handoff.status` back from the connected desk. Signed like what was sent to it: `x-luotsi-signature: sha256=` and the HMAC of the
 * time, a dot and the body; `x-luotsi-time` within five minutes. The same status again is answered again and changes nothing.
 */
export function deskStatusRoutes<Announced>(parts: DeskStatusParts<Announced>): Readonly<Record<string, Handler>> {
  const secret = parts.config.DESK_SECRET;
  if (secret === undefined) return {};
  return {
    'POST /desk/status': async (request, response) => {
      const body = await textBody(request);
      const time = headerOf(request, 'x-luotsi-time');
      const signature = headerOf(request, 'x-luotsi-signature');
      if (!isSigned(secret, time, body, signature, parts.clock.now())) throw new ServiceError('signature-refused');
      const read = statusSchema.safeParse(parsed(body));
      if (!read.success) throw new ServiceError('body-unreadable', { cause: read.error });
      await take(parts, read.data.handoff, movesByState[read.data.state], `desk ${signature}`);
      json(response, 200, { taken: true });
    },
  };
}

async function take<Announced>(
  parts: DeskStatusParts<Announced>,
  id: string,
  move: OtherMove,
  once: string,
): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const found = await parts.desk.read(id);
    if (!found) throw new ServiceError('handoff-unknown');
    const last = found.events.findLast((event) => event.by === connectedDesk.name);
    // A status that came before, sent again since its answer was lost, or copied by somebody: nothing happens twice.
    if (found.events.some((event) => event.id === once)) return;
    if (last?.kind === move && (move !== 'desk-accepted' || found.owner === connectedDesk.id)) return;
    // A worker of ours has it by now: the other desk has nothing to say of it any more.
    if (found.owner !== null && found.owner !== connectedDesk.id) throw new ServiceError('handoff-taken');
    try {
      const told = move === 'desk-completed' ? { ending: 'other' as const } : {};
      const done = await otherMove(parts.desk, found, move, parts.clock.now(), parts.words, {
        by: connectedDesk,
        told,
        once,
      });
      if (done.moved) return parts.moved(done.announced);
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
    }
    if (tried >= mostTries) throw new ServiceError('handoff-taken');
  }
}

function isSigned(secret: string, time: string, body: string, signature: string, now: Date): boolean {
  const sent = Number(time) * 1000;
  if (!/^\d{1,12}$/.test(time) || Math.abs(now.getTime() - sent) > tolerance) return false;
  const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}

function headerOf(request: Request, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
