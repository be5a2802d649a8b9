import type { Wellness } from '../health';
import { json, type Handler } from '../reply';

/** What the service can do at a moment. */
export interface Readiness {
  /** Whether each part of the house works. */
  readonly parts: Wellness;
  /** Whether the doors are open: not when the service is stopping. */
  readonly open: boolean;
  /** What keeps the robot from promising, by `region/area`; empty when every family may be promised. */
  readonly hindered: Readonly<Record<string, readonly string[]>>;
}

/**
 * `/livez`: the process answers. `/readyz`: each part by name, and whether families may be promised; it says no only when no turn
 * can be taken or the service is stopping, because a robot that cannot promise still gives hours and numbers. `/readyz/promise` tells
 * the same and fails when somebody may not be promised: for those who watch, not for those who lead families to a copy of the service.
 */
export function healthRoutes(look: () => Promise<Readiness>): Readonly<Record<string, Handler>> {
  const answer =
    (ready: (told: Readiness, promise: boolean) => boolean): Handler =>
    async (_request, response) => {
      const told = await look();
      const promise = Object.keys(told.hindered).length === 0;
      const body = { ...told.parts, open: told.open, promise, hindered: told.hindered };
      json(response, ready(told, promise) ? 200 : 503, body);
    };
  return {
    'GET /livez': (_request, response) => {
      json(response, 200, { alive: true });
      return Promise.resolve();
    },
    'GET /readyz': answer((told) => told.parts.database && told.open),
    'GET /readyz/promise': answer((told, promise) => told.parts.database && told.open && promise),
  };
}
