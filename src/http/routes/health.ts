import { json, type Handler } from '../reply';

/** `/livez`: the process answers. `/readyz`: what a turn needs answers too, told by name. */
export function healthRoutes(
  checks: () => Promise<Readonly<Record<string, boolean>>>,
): Readonly<Record<string, Handler>> {
  return {
    'GET /livez': (_request, response) => {
      json(response, 200, { alive: true });
      return Promise.resolve();
    },
    'GET /readyz': async (_request, response) => {
      const told = await checks();
      json(response, Object.values(told).every(Boolean) ? 200 : 503, told);
    },
  };
}
