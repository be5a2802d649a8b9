import { isSafeNow } from '../safe-time';
import type { Listed, Me } from '../shapes';

/** The ways to look at the queue. */
export const filters = [
  'open',
  'mine',
  'waiting',
  'danger',
  'late',
  'call-now',
  'offered',
  'to-fill',
  'closed',
] as const;
export type Filter = (typeof filters)[number];

/** Whether the case is over: nothing of it waits for anybody, except perhaps its statistics. */
export function isOver({ state }: Pick<Listed, 'state'>): boolean {
  return state === 'closed' || state === 'withdrawn';
}

/** Whether the promise has passed before the family was reached or tried. */
export function isLate(row: Pick<Listed, 'state' | 'attemptedAt' | 'dueAt'>, now: Date): boolean {
  return !isOver(row) && row.attemptedAt === null && new Date(row.dueAt) < now;
}

/** Whether a row is offered to this worker, who may accept or refuse it. */
export function isOfferedTo(row: Listed, me: Pick<Me, 'id' | 'areas'>): boolean {
  const area = row.offeredTo?.area;
  return row.state === 'offered' && area !== undefined && row.owner !== me.id && worksIn(me, area);
}

/** Whether the worker reads an area, given as `region/area`. */
export function worksIn({ areas }: Pick<Me, 'areas'>, area: string): boolean {
  return areas === 'all' || areas.includes(area);
}

/** Whether a row shows under a filter. */
export function shows(filter: Filter, row: Listed, me: Me, now: Date): boolean {
  switch (filter) {
    case 'open':
      return !isOver(row);
    case 'mine':
      return !isOver(row) && row.owner === me.id;
    case 'waiting':
      return row.state === 'waiting';
    case 'danger':
      return !isOver(row) && row.dangerRank > 0;
    case 'late':
      return isLate(row, now);
    case 'call-now':
      return callsNow(row, me, now);
    case 'offered':
      return isOfferedTo(row, me);
    case 'to-fill':
      return row.fillLater;
    case 'closed':
      return isOver(row);
  }
}

/** Not yet reached, nobody else's, and it is safe to call now (W14). */
function callsNow(row: Listed, me: Me, now: Date): boolean {
  const unreached = row.state === 'waiting' || row.state === 'claimed' || row.state === 'tried';
  const free = row.owner === null || row.owner === me.id;
  return unreached && free && isSafeNow(row.safeTimes, me.safeTimes, now);
}
