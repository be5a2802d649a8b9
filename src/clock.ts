/** The only source of the present moment, so that tests and `--at` can choose it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export function stoppedClock(at: string): Clock & { move(to: string): void } {
  let instant = new Date(at);
  return {
    now: () => instant,
    move: (to) => {
      instant = new Date(to);
    },
  };
}
