/** Rounds that never overlap: one is begun at each beat, and at once when something has happened. */
export interface Rounds {
  /** Something has happened: what happens during a round gets another. */
  readonly nudge: () => void;
  readonly stop: () => Promise<void>;
}

export function rounds(round: () => Promise<void>, everyMs: number): Rounds {
  const state: { running: Promise<void> | undefined; asked: boolean; stopped: boolean } = {
    running: undefined,
    asked: false,
    stopped: false,
  };
  const run = async (): Promise<void> => {
    while (state.asked && !state.stopped) {
      state.asked = false;
      await round();
    }
  };
  const nudge = (): void => {
    state.asked = true;
    state.running ??= run().finally(() => {
      state.running = undefined;
    });
  };
  const timer = setInterval(nudge, everyMs);
  timer.unref();
  return {
    nudge,
    async stop() {
      state.stopped = true;
      clearInterval(timer);
      await state.running;
    },
  };
}
