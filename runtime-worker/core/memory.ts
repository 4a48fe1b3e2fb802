import { TRACE } from './recorder.ts';
import { scheduler } from './active.ts';

/**
 * Shared memory on purpose: nothing protects it. Every read and write is a visible operation, so that goroutines
 * interleave between them, and a trace shows each access.
 */
export class Variable<T> {
  id = scheduler.nextObject();
  name = '';
  private value: T;

  constructor(initial: T) {
    this.value = initial;
  }

  get(): T {
    const s = scheduler;
    if (s.recorder !== null) s.recorder.record(TRACE.read, s.current.id, this.id, s.registers.at, 0);
    return this.value;
  }

  set(value: T): void {
    const s = scheduler;
    if (s.recorder !== null) s.recorder.record(TRACE.write, s.current.id, this.id, s.registers.at, 0);
    this.value = value;
  }
}
