/**
 * Shares: how a stretch of time divides among up to eight things, each a number from 0 to 255, four to a word. The
 * shares of a stretch that is covered from end to end sum to 255 exactly.
 */
export const WHOLE = 255;

/** The share words of a stretch that is all one thing. */
export const pureWord = (thing: number): number => (WHOLE << ((thing & 3) << 3)) >>> 0;

/** One share out of its word. */
export const shareIn = (word: number, thing: number): number => (word >>> ((thing & 3) << 3)) & 0xff;

/**
 * Rounds sums to shares so that they add up: share `i` is the difference of two rounded running totals.
 * Writes `words` words at `at`.
 */
export function packShares(
  sums: Float64Array,
  whole: number,
  out: Uint32Array,
  at: number,
  words: number,
): void {
  const scale = whole > 0 ? WHOLE / whole : 0;
  let total = 0;
  let rounded = 0;
  for (let word = 0; word < words; word++) {
    let packed = 0;
    for (let byte = 0; byte < 4; byte++) {
      const sum = sums[word * 4 + byte] as number;
      if (sum === 0) continue;
      total += sum;
      const next = Math.min(WHOLE, (total * scale + 0.5) | 0);
      packed |= (next - rounded) << (byte << 3);
      rounded = next;
    }
    out[at + word] = packed;
  }
}

/**
 * Levels: up to four averages that do not compete, each from 0 to 255, in one word: how full a channel is, how many
 * wait on it. Unlike shares they need not add up.
 */
export function packLevels(sums: Float64Array, whole: number, out: Uint32Array, at: number): void {
  const scale = whole > 0 ? 1 / whole : 0;
  let packed = 0;
  for (let byte = 0; byte < 4; byte++) {
    packed |= Math.min(WHOLE, ((sums[byte] as number) * scale + 0.5) | 0) << (byte << 3);
  }
  out[at] = packed;
}
