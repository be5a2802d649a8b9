import type { Wellness } from '../health';
import { json, type Handler } from '../reply';

/**
 * `/livez`: the process answers. `/readyz`: each part by name, and whether the doors are open. It says no only when no turn can be
 * taken or the service is stopping: without another part families are still answered, with hours and numbers and without a promise.
 */
export function healthRoutes(
  checks: () => Promise<Wellness & { readonly open: boolean }>,
): Readonly<Record<string, Handler>> {
  return {
    'GET /livez': (_request, response) => {
      json(response, 200, { alive: true });
      return Promise.resolve();
    },
    'GET /readyz': async (_request, response) => {
      const told = await checks();
      json(response, told.database && told.open ? 200 : 503, told);
    },
  };
}
