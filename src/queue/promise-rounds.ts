import { officeMinutes, officePeriod } from '../region/office-time';
import type { Region } from '../region/region';
import type { Listed } from './handoff';
import { isOverdue } from './life';
import { alarm, payloadOf } from './notices';
import type { Notice } from './ports';

/** Two phone slots, one whole day of guidance: by then somebody who has claimed a matter has at least tried the family. */
export const untouchedOfficeMinutes = 240;
/** Two office hours before the promise breaks there is still time to keep it. */
const alarmBefore = 120;
const hour = 60;
/** Outside office hours a danger is called out again this often, an hour apart; then the next slot takes it up. */
const mostAtNight = 3;

/** What one round asks for one handoff. */
export interface Due {
  /** The house gives it back to the queue: its owner has not touched it, or is away. */
  readonly giveBack: boolean;
  readonly overdue: boolean;
  readonly notices: readonly Notice[];
}

/**
 * What is due for one handoff now: pure, so that a round may run twice or on two replicas. Every notice has an id of its hour.
 * Reminders come in office hours only, except danger.
 */
export function dueNow(one: Listed, region: Region, now: Date, absent: ReadonlySet<string>): Due {
  const overdue = isOverdue(one, now);
  const at = officePeriod(region, one.area, now);
  const broken = overdue && at !== undefined ? [overdueAlarm(one, region, now)] : [];
  if (one.state === 'claimed')
    return { giveBack: at !== undefined && isLeft(one, region, now, at.since, absent), overdue, notices: broken };
  if (one.state !== 'waiting') return { giveBack: false, overdue, notices: broken };
  const notices = [
    ...broken,
    ...(at === undefined ? [] : [...(overdue ? [] : unclaimed(one, region, now)), ...reminder(one, at.since, now)]),
    ...(one.dangerRank > 0 ? calledOut(one, now, at !== undefined) : []),
  ];
  return { giveBack: false, overdue, notices };
}

/** Claimed, but nobody is at it: the owner is away when a slot begins, or has let a whole day of guidance pass. */
function isLeft(one: Listed, region: Region, now: Date, slotBegan: Date, absent: ReadonlySet<string>): boolean {
  // Another desk has its own clocks; it tells when it fails.
  if (one.owner === null || one.owner === connectedDesk.id) return false;
  const touched = new Date(one.touchedAt ?? one.receivedAt);
  if (absent.has(one.owner) && touched < slotBegan) return true;
  return officeMinutes(region, one.area, touched, now) >= untouchedOfficeMinutes;
}

/** Whoever has it: the family has not been tried, and the day it was promised is past. Again each office hour. */
function overdueAlarm(one: Listed, region: Region, now: Date): Notice {
  const hours = Math.floor(officeMinutes(region, one.area, new Date(one.dueAt), now) / hour);
  return alarm(one, one, 'overdue', `overdue-${one.dueAt}-${hours}`);
}

function unclaimed(one: Listed, region: Region, now: Date): Notice[] {
  const left = officeMinutes(region, one.area, now, new Date(one.dueAt));
  return left > alarmBefore ? [] : [alarm(one, one, 'unclaimed', `unclaimed-${one.dueAt}-${Math.ceil(left / hour)}`)];
}

/** What came while nobody was at work is told of again when the slot begins. */
function reminder(one: Listed, slotBegan: Date, now: Date): Notice[] {
  if (new Date(one.receivedAt) >= slotBegan || now < slotBegan) return [];
  const id = `notice.reminder/${one.id}/${slotBegan.toISOString()}`;
  return [{ id, kind: 'notice.reminder', payload: payloadOf(one, one) }];
}

function calledOut(one: Listed, now: Date, working: boolean): Notice[] {
  const hours = Math.floor((now.getTime() - Date.parse(one.dangerAt ?? one.receivedAt)) / 3_600_000);
  if (hours < 1 || (!working && hours > mostAtNight)) return [];
  return [
    {
      id: `notice.reminder/${one.id}/danger-${one.dangerRank}-${hours}`,
      kind: 'notice.reminder',
      payload: payloadOf(one, one),
    },
  ];
}

/** The other desk that takes handoffs by events: one owner like any worker. */
export const connectedDesk = { id: 'connected-desk', name: 'Yhdistetty työpöytä' } as const;
