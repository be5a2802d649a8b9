/** What one round of turns came to. */
export interface Round {
  readonly turns: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Makes figures of how long each turn took, in milliseconds, and of how long all of them took together. */
export function roundOf(took: readonly number[], milliseconds: number): Round {
  const sorted = Float64Array.from(took).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { turns: took.length, perSecond: (took.length / milliseconds) * 1000, p50: at(0.5), p99: at(0.99) };
}

export function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

/** The median of each figure over rounds. */
export function medianRound(rounds: readonly Round[]): Round {
  return {
    turns: median(rounds.map((one) => one.turns)),
    perSecond: median(rounds.map((one) => one.perSecond)),
    p50: median(rounds.map((one) => one.p50)),
    p99: median(rounds.map((one) => one.p99)),
  };
}

/** A number as it is read: three figures that count. */
export function told(figure: number): string {
  if (!Number.isFinite(figure)) return '–';
  if (Math.abs(figure) >= 100) return Math.round(figure).toLocaleString('en').replaceAll(',', ' ');
  return figure.toPrecision(3);
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
