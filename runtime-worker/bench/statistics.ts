/** The value with so much of the others below it; between two values, their weighted mean. `part`: 0 to 1. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The quartiles' distance over the median: how far apart the middle half of the values is. */
export const spreadOf = (values: readonly number[]): number =>
  (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);

export interface Ratio {
  /** Median over median. */
  readonly value: number;
  /** Quartiles of the ratios round by round: the contestants of a round met the same machine. */
  readonly low: number;
  readonly high: number;
}

/** `above` over `below`; null when either has no values. Values of one round stand at one index. */
export function ratioOf(above: readonly number[], below: readonly number[]): Ratio | null {
  if (above.length === 0 || below.length === 0) return null;
  const rounds = Math.min(above.length, below.length);
  const ratios = Array.from({ length: rounds }, (_, i) => (above[i] ?? 0) / (below[i] ?? 0));
  return {
    value: median(above) / median(below),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
  };
}
