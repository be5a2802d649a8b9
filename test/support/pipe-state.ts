import type { PipeState, Receiver, ReceiverStanding } from '../../src/queue/pipe';
import { everyWeekday, smallLine, smallRegion } from './small-region';

/** A working morning, and a pipe of notices that works: what tests of the pipe begin from. */
export const now = new Date('2026-11-23T08:00:00Z');
export const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
export const region = smallRegion({ lines: [smallLine('line', ['north', 'south'], everyWeekday('09:00-11:00'))] });

export const well: PipeState = {
  lookedAt: ago(0),
  writes: true,
  stoppedAt: null,
  unspread: null,
  standings: {},
  exercises: {},
};
export const receiver = (id: string, more: Partial<Receiver> = {}): Receiver => ({
  id,
  areas: ['test/*'],
  takes: 'everything',
  ...more,
});
export const waits = (minutes: number, refused = false): ReceiverStanding => ({
  oldest: ago(minutes),
  waiting: 1,
  refused,
});
