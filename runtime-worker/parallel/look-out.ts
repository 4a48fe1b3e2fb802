/**
 * How often to look at a word before going to sleep on it. Looking pays where this thread has its core to itself and
 * the others are at work; where not, it burns their time. Looks in vain make the next ones fewer, looks that paid
 * make them more, and every so often the most is tried again: two busy workers must not get used to putting each
 * other to sleep in turn.
 */
const PROBE = 64;

export class LookOut {
  readonly #fewest: number;
  readonly #most: number;
  #looks: number;
  #times = 0;

  constructor(fewest: number, most: number) {
    this.#fewest = fewest;
    this.#most = most;
    this.#looks = most >> 2;
  }

  /** How many looks to take this time. */
  begin(): number {
    if (++this.#times % PROBE === 0) this.#looks = this.#most;
    return this.#looks;
  }

  /** `paid`: what was looked for came. */
  end(paid: boolean): void {
    this.#looks = paid ? Math.min(this.#most, this.#looks * 2) : Math.max(this.#fewest, this.#looks >> 2);
  }
}

let idled = 0;

/** Leaves the memory alone for about as many nanoseconds. */
export function pause(nanos: number): void {
  let x = idled;
  for (let i = 0; i < nanos; i++) x = (x + i) | 0;
  idled = x;
}
