import { ServiceError } from '../errors';
import type { Listed } from './handoff';
import type { Mover } from './life';
import type { Consult, Worker } from './ports';

/** The worker as the rules of a handoff's life ask. */
export function moverOf(worker: Worker): Mover {
  return { id: worker.id, name: worker.name, worksIn: (area) => mayWorkIn(worker, area) };
}

/** An auditor reads who saw what, never what was seen. */
export function mayWork(worker: Worker): void {
  if (worker.role === 'auditor') throw new ServiceError('not-permitted');
}

/** Whether an area, as `region/area`, is one of the worker's own. */
export function mayWorkIn(worker: Worker, area: string): boolean {
  return worker.areas === 'all' || worker.areas.includes(area);
}

/** A worker's own areas, and what is offered to them: nobody accepts what they may not read. */
export function mayOpen(worker: Worker, one: Pick<Listed, 'region' | 'area' | 'offeredTo'>): boolean {
  const offered = one.offeredTo !== null && 'area' in one.offeredTo && mayWorkIn(worker, one.offeredTo.area);
  return offered || mayWorkIn(worker, `${one.region}/${one.area}`);
}

/** A consultation with identity is for those who may open the handoff; the others read it without a way to it. */
export function seenBy(worker: Worker, consult: Consult): Consult[] {
  const own = mayWorkIn(worker, `${consult.region}/${consult.area}`);
  if (own) return [consult];
  const { handoff: _handoff, ...anonymous } = consult;
  return consult.identity ? [] : [anonymous];
}
