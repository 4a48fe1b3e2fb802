import { nil } from '../core/nil-channel.ts';
import { background, canceled, deadlineExceeded, todo } from '../core/context.ts';
import { GoError, Panic, RuntimeError } from '../core/panic.ts';
import { ErrorIdentities } from './error-identities.ts';
import type { Surroundings } from './value-codec.ts';

/** What every worker of a run has: its shared objects, by number, and the few that the runtime itself has one of. */
export class RunSurroundings implements Surroundings {
  #objects: readonly unknown[] = [];
  readonly #references = new Map<unknown, number>();
  readonly #errors: ErrorIdentities;

  constructor(worker: number) {
    this.#errors = new ErrorIdentities(worker);
    // Before any object is made: a context may be over when it is.
    COMMON.forEach((common, index) => this.#references.set(common, FIRST_COMMON + index));
  }

  /** `objects`: of the executable's table. `shared`: which of them several workers use. */
  setObjects(objects: readonly unknown[], shared: (index: number) => boolean): void {
    this.#objects = objects;
    objects.forEach((object, index) => {
      if (shared(index)) this.#references.set(object, index);
    });
  }

  referenceTo(value: object): number {
    return this.#references.get(value) ?? -1;
  }

  referred(reference: number): unknown {
    return reference >= FIRST_COMMON ? COMMON[reference - FIRST_COMMON] : this.#objects[reference];
  }

  takeApart(value: object): readonly unknown[] | null {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === GoError.prototype) {
      const { message, cause } = value as GoError;
      return [AN_ERROR, message, cause, this.#errors.numberOf(value)];
    }
    if (prototype === RuntimeError.prototype) return [A_RUNTIME_ERROR, (value as RuntimeError).message];
    return prototype === Panic.prototype ? [A_PANIC, (value as Panic).value] : null;
  }

  rebuild([kind, first, second, number]: readonly unknown[]): object {
    if (kind === AN_ERROR)
      return this.#errors.named(Number(number), () => new GoError(String(first), second));
    return kind === A_RUNTIME_ERROR ? new RuntimeError(String(first)) : new Panic(first);
  }
}

const FIRST_COMMON = 1 << 24;
/** Compared by identity on every worker. Order is the format between the workers of one run. */
const COMMON: readonly unknown[] = [canceled, deadlineExceeded, nil(), background(), todo()];

const AN_ERROR = 0;
const A_RUNTIME_ERROR = 1;
const A_PANIC = 2;
