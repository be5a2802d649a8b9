/** What the service stands on. Only without the database can no turn be taken; what the others keep back is told by `hinders`. */
export const parts = ['database', 'classifier', 'calendar', 'outbox'] as const;
export type Part = (typeof parts)[number];
export type Wellness = Readonly<Record<Part, boolean>>;

export interface Health {
  /** Asks each part now; who asks meanwhile shares the answer. A part whose question fails is not well. */
  check(): Promise<Wellness>;
  /** What was found last. */
  last(): Wellness;
}

export function makeHealth(asked: Readonly<Record<Part, () => boolean | Promise<boolean>>>): Health {
  let last: Wellness = { database: true, classifier: true, calendar: true, outbox: true };
  let asking: Promise<Wellness> | undefined;
  const ask = async (): Promise<Wellness> => {
    const found = await Promise.all(
      parts.map(async (part) => {
        try {
          return [part, await asked[part]()] as const;
        } catch {
          return [part, false] as const;
        }
      }),
    );
    last = { ...last, ...Object.fromEntries(found) };
    return last;
  };
  return {
    check() {
      asking ??= ask().finally(() => (asking = undefined));
      return asking;
    },
    last: () => last,
  };
}
