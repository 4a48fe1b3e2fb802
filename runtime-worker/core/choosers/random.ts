/** A small, fast, reproducible source of numbers (sfc32 would do as well): xorshift over 32 bits. */
export class XorShift {
  private state: number;

  constructor(seed: number) {
    // Any seed, zero included, becomes a state that is not zero; near seeds become distant states.
    let mixed = (seed ^ 0x9e3779b9) | 0;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    this.state = (mixed ^ (mixed >>> 16)) | 0 || 0x2545f491;
  }

  /** Uniform over the 32-bit integers but zero. */
  next(): number {
    let state = this.state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return state;
  }

  /** An integer from 0 to `n` - 1, for n up to 2^30; the bias is below n / 2^32. */
  below(n: number): number {
    // The low bits of xorshift are its weak ones: take the high ones.
    return Math.floor(((this.next() >>> 0) / 4294967296) * n);
  }
}
