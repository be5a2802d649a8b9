const mostKept = 1000;

/**
 * Keeps what was reckoned of a thing that does not change, by key: the same minutes and days are asked for again and again, and
 * reckoning with zones and holidays is slow. Bounded: when there is too much, all of it is forgotten.
 */
export function reckonedOnce<T>(): (of: object, key: string | number, reckon: () => T) => T {
  const kept = new WeakMap<object, Map<string | number, T>>();
  return (of, key, reckon) => {
    const known = kept.get(of) ?? new Map<string | number, T>();
    kept.set(of, known);
    if (known.has(key)) return known.get(key) as T;
    const found = reckon();
    if (known.size >= mostKept) known.clear();
    known.set(key, found);
    return found;
  };
}

/** Hours begin and end on a whole minute, so that one minute has one answer. */
export function minuteOf(now: Date): number {
  return Math.floor(now.getTime() / 60_000);
}
