/** One message with what it is about, and what was guessed: the likeliest first. */
export interface Judged {
  readonly need: string;
  readonly guesses: readonly { readonly need: string; readonly confidence: number }[];
}

export interface Accuracy {
  readonly count: number;
  readonly top1: number;
  readonly top3: number;
  /** The mean of each need's harmonic mean of precision and recall. */
  readonly macroF1: number;
}

/** How often the first guess, or one of the first three, is right. Shares from 0 to 1. */
export function accuracyOf(judged: readonly Judged[]): Accuracy {
  const first = (one: Judged): string => one.guesses[0]?.need ?? '';
  const right = judged.filter((one) => first(one) === one.need).length;
  const among = judged.filter((one) => one.guesses.slice(0, 3).some((guess) => guess.need === one.need)).length;
  const needs = [...new Set(judged.map((one) => one.need))];
  const f1 = needs.map((need) => {
    const hit = judged.filter((one) => one.need === need && first(one) === need).length;
    const guessed = judged.filter((one) => first(one) === need).length;
    const truly = judged.filter((one) => one.need === need).length;
    return guessed + truly === 0 ? 0 : (2 * hit) / (guessed + truly);
  });
  return {
    count: judged.length,
    top1: shareOf(right, judged.length),
    top3: shareOf(among, judged.length),
    macroF1: shareOf(
      f1.reduce((sum, one) => sum + one, 0),
      f1.length,
    ),
  };
}

export interface Bin {
  readonly from: number;
  readonly count: number;
  readonly confidence: number;
  readonly right: number;
}

/** The reliability curve in tenths, and the expected calibration error (Guo et al., 2017): how far confidence is from the truth. */
export function calibrationOf(judged: readonly Judged[]): { readonly bins: readonly Bin[]; readonly error: number } {
  const bins = Array.from({ length: 10 }, (_, index): Bin => {
    const inside = judged.filter((one) => Math.min(9, Math.floor((one.guesses[0]?.confidence ?? 0) * 10)) === index);
    const sum = inside.reduce((total, one) => total + (one.guesses[0]?.confidence ?? 0), 0);
    const right = inside.filter((one) => one.guesses[0]?.need === one.need).length;
    return {
      from: index / 10,
      count: inside.length,
      confidence: shareOf(sum, inside.length),
      right: shareOf(right, inside.length),
    };
  });
  const error = bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right) * bin.count, 0);
  return { bins, error: shareOf(error, judged.length) };
}

/** What is taken for what, the most frequent first. */
export function confusionsOf(judged: readonly Judged[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of judged) {
    const guessed = one.guesses[0]?.need ?? '';
    if (guessed !== one.need) {
      const key = `${one.need} taken for ${guessed}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1]);
}

export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
