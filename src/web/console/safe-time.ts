import { timeInFinland } from './clock';
import type { Me } from './shapes';

/** Whether now is one of the times when it is safe to call: only on weekdays, and never where nothing safe was told (W14). */
export function isSafeNow(times: readonly string[], known: Me['safeTimes'], now: Date): boolean {
  const { time, weekday } = timeInFinland(now);
  if (!weekday) return false;
  return times.some((id) => {
    const slot = known[id];
    return slot !== undefined && slot.from <= time && time < slot.to;
  });
}
