import type { Clock } from '../../clock';
import type { Worker } from '../../queue/ports';
import type { KnownWorkers } from '../../queue/team-channels';
import { tenantOf, type TeamsActivity } from './reading';

/** Who acts in Teams: a worker, or why nobody may act. */
export type Who = { readonly worker: Worker } | { readonly refused: 'sign-in' | 'other-tenant' };

export type WhoActs = (activity: TeamsActivity) => Promise<Who>;

/**
 * A worker by their account: of the organisation's own tenant, and signed in to the console not long ago. What Teams tells of a
 * person's account is vouched for by the channel's signed token, and never read from a card.
 */
export function knownAtSignIn(known: KnownWorkers, tenant: string | undefined, clock: Clock): WhoActs {
  return async (activity) => {
    if (tenant === undefined || tenantOf(activity) !== tenant) return { refused: 'other-tenant' };
    const account = activity.from?.aadObjectId;
    const worker = account === undefined ? undefined : await known.find(account, clock.now());
    return worker && worker.role !== 'auditor' ? { worker } : { refused: 'sign-in' };
  };
}

/** At home there is no sign-in: whoever speaks in a local Teams is a worker of all areas, each by their own name. */
export function everybodyAtHome(): WhoActs {
  return ({ from }) => {
    const id = from?.aadObjectId ?? from?.id ?? 'home';
    const worker: Worker = {
      id,
      name: from?.name ?? id,
      purpose: 'guidance of families',
      role: 'supervisor',
      areas: 'all',
    };
    return Promise.resolve({ worker });
  };
}
