/** Readings of a run's clock in words. */

/** Nanoseconds as seconds with milliseconds, `2.458 s`; below a second in milliseconds with microseconds. */
export function formatSeconds(nanoseconds: number): string {
  if (nanoseconds < 1e9) return `${(nanoseconds / 1e6).toFixed(3)} ms`;
  return `${(nanoseconds / 1e9).toFixed(3)} s`;
}
