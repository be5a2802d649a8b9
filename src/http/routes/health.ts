import { json, type Handler } from '../reply';

/** What the service can do at a moment. */
export interface Readiness {
  /** Whether a turn can be taken. */
  readonly database: boolean;
  /** What keeps the robot from promising, by `region/area`; empty when every family may be promised. */
  readonly hindered: Readonly<Record<string, readonly string[]>>;
}

/**
 * `/livez`: the process answers. `/readyz`: whether a turn can be taken, and beside it whether families may be promised, by part of
 * the pipe. `/readyz/promise` tells the same and fails when somebody may not be promised: for those who watch, not for those who
 * lead families to a copy of the service, because a robot that cannot promise still gives hours and numbers.
 */
export function healthRoutes(look: () => Promise<Readiness>): Readonly<Record<string, Handler>> {
  const answer =
    (ready: (told: Readiness, promise: boolean) => boolean): Handler =>
    async (_request, response) => {
      const told = await look();
      const promise = Object.keys(told.hindered).length === 0;
      json(response, ready(told, promise) ? 200 : 503, { database: told.database, promise, hindered: told.hindered });
    };
  return {
    'GET /livez': (_request, response) => {
      json(response, 200, { alive: true });
      return Promise.resolve();
    },
    'GET /readyz': answer((told) => told.database),
    'GET /readyz/promise': answer((told, promise) => told.database && promise),
  };
}
