import type { Request } from 'restify';
import type { Config } from '../../config';
import { ServiceError } from '../../errors';
import type { Worker } from '../../queue/ports';
import { isAtHome } from '../home';
import { fromOwnPage } from '../own-page';
import type { SignIn } from './sign-in';

const atHome: Worker = {
  id: 'home',
  name: 'Kotikäyttäjä',
  purpose: 'guidance of families',
  role: 'supervisor',
  areas: 'all',
};

/**
 * Who works at a request of the console's own page: the signed-in worker, or at home, without a sign-in, a supervisor of all areas.
 * Every door of the console asks this first, so that none forgets where the request comes from.
 */
export function whoWorks(signIn: SignIn | undefined, config: Config): (request: Request) => Promise<Worker> {
  return async (request) => {
    fromOwnPage(request, config);
    if (signIn) return signIn.worker(request);
    if (!isAtHome(request, config)) throw new ServiceError('not-signed-in');
    return atHome;
  };
}

/** The same for what shows or moves handoffs: an auditor reads the audit trail and no handoff. */
export function whoWorksAtTheQueue(who: (request: Request) => Promise<Worker>): (request: Request) => Promise<Worker> {
  return async (request) => {
    const worker = await who(request);
    if (worker.role === 'auditor') throw new ServiceError('not-permitted');
    return worker;
  };
}
