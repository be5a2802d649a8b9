/** Waiting that can be cut short: a network that returns or a tab that is looked at again is tried at once. */
export interface Pause {
  for(milliseconds: number): Promise<void>;
  wake(): void;
}

export function makePause(): Pause {
  const waiting = new Set<() => void>();
  return {
    for: (milliseconds) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        waiting.add(done);
      }),
    wake: () => {
      for (const done of [...waiting]) done();
    },
  };
}

const steps = [300, 800, 800, 1600, 3200, 6400];

/** How long to wait after so many failures in a row: within a second at first, then less often. */
export function backoff(failures: number): number {
  return steps[Math.min(failures, steps.length - 1)] ?? 6400;
}

/** Waits until somebody looks at this tab. */
export function lookedAt(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      removeEventListener('focus', look);
      removeEventListener('pointerdown', look);
      resolve();
    };
    addEventListener('focus', look);
    addEventListener('pointerdown', look);
  });
}
