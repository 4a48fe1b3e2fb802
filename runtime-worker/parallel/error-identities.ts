/**
 * Which error is which, on all workers: an error is compared by identity (as `errorIs` does), so one that comes back,
 * or comes again, must be the object it was. Each gets a number of the run when it first leaves its worker. What the
 * program has let go of is forgotten.
 */
export class ErrorIdentities {
  readonly #worker: number;
  readonly #numbers = new WeakMap<object, number>();
  readonly #errors = new Map<number, WeakRef<object>>();
  #next = 0;
  #sweepAt = 1024;

  constructor(worker: number) {
    this.#worker = worker;
  }

  numberOf(error: object): number {
    const known = this.#numbers.get(error);
    if (known !== undefined) return known;
    const number = this.#next++ * WORKERS + this.#worker;
    this.#remember(number, error);
    return number;
  }

  /** The error of that number, made by `make` where this worker has not seen it or has let go of it. */
  named(number: number, make: () => object): object {
    const known = this.#errors.get(number)?.deref();
    if (known !== undefined) return known;
    const error = make();
    this.#remember(number, error);
    return error;
  }

  #remember(number: number, error: object): void {
    this.#numbers.set(error, number);
    this.#errors.set(number, new WeakRef(error));
    if (this.#errors.size < this.#sweepAt) return;
    for (const [at, held] of this.#errors) if (held.deref() === undefined) this.#errors.delete(at);
    this.#sweepAt = Math.max(1024, this.#errors.size * 2);
  }
}

/** More than there are workers. */
const WORKERS = 64;
