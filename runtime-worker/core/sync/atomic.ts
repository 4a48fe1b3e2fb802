import { panic } from '../panic.ts';
import { TRACE } from '../recorder.ts';
import { scheduler } from '../active.ts';

/** Reads and writes are visible operations; a trace shows them. */
function traceAccess(kind: number, object: number): void {
  const s = scheduler;
  if (s.recorder !== null) s.recorder.record(kind, s.current.id, object, s.registers.at, 0);
}

/** An integer all of whose operations behave as in one total order (AT-1). Wraps around at 2^53. */
export class AtomicInt {
  id = scheduler.nextObject();
  name = '';
  private value: number;

  constructor(initial = 0) {
    this.value = initial;
  }

  load(): number {
    traceAccess(TRACE.read, this.id);
    return this.value;
  }

  store(value: number): void {
    traceAccess(TRACE.write, this.id);
    this.value = value;
  }

  /** Returns the new value (AT-2). */
  add(delta: number): number {
    traceAccess(TRACE.write, this.id);
    this.value += delta;
    return this.value;
  }

  /** Returns the old value. */
  swap(value: number): number {
    traceAccess(TRACE.write, this.id);
    const old = this.value;
    this.value = value;
    return old;
  }

  compareAndSwap(old: number, value: number): boolean {
    if (this.value !== old) {
      traceAccess(TRACE.read, this.id);
      return false;
    }
    traceAccess(TRACE.write, this.id);
    this.value = value;
    return true;
  }

  /** 32-bit; returns the old value (AT-4). */
  and(mask: number): number {
    return this.swap(this.value & mask);
  }

  /** 32-bit; returns the old value (AT-4). */
  or(mask: number): number {
    return this.swap(this.value | mask);
  }
}

export class AtomicBool {
  id = scheduler.nextObject();
  name = '';
  private value: boolean;

  constructor(initial = false) {
    this.value = initial;
  }

  load(): boolean {
    traceAccess(TRACE.read, this.id);
    return this.value;
  }

  store(value: boolean): void {
    traceAccess(TRACE.write, this.id);
    this.value = value;
  }

  /** Returns the old value. */
  swap(value: boolean): boolean {
    traceAccess(TRACE.write, this.id);
    const old = this.value;
    this.value = value;
    return old;
  }

  compareAndSwap(old: boolean, value: boolean): boolean {
    traceAccess(this.value === old ? TRACE.write : TRACE.read, this.id);
    if (this.value !== old) return false;
    this.value = value;
    return true;
  }
}

/** atomic.Value: any value but null, always of one type; undefined until the first store (AT-3). */
export class AtomicValue<T = unknown> {
  id = scheduler.nextObject();
  name = '';
  private value: T | undefined;

  constructor(initial?: T) {
    this.value = initial;
  }

  load(): T | undefined {
    traceAccess(TRACE.read, this.id);
    return this.value;
  }

  /** @throws Panic for null, or a value of another type than the first (AT-3) */
  store(value: T): void {
    this.check('store', value);
    traceAccess(TRACE.write, this.id);
    this.value = value;
  }

  /** Returns the old value. */
  swap(value: T): T | undefined {
    this.check('swap', value);
    traceAccess(TRACE.write, this.id);
    const old = this.value;
    this.value = value;
    return old;
  }

  compareAndSwap(old: T | undefined, value: T): boolean {
    this.check('compare and swap', value);
    traceAccess(this.value === old ? TRACE.write : TRACE.read, this.id);
    if (this.value !== old) return false;
    this.value = value;
    return true;
  }

  private check(operation: string, value: T): void {
    if (value === null || value === undefined) panic(`sync/atomic: ${operation} of nil value into Value`);
    if (this.value !== undefined && kindOfValue(this.value) !== kindOfValue(value))
      panic(`sync/atomic: ${operation} of inconsistently typed value into Value`);
  }
}

const kindOfValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? value.constructor : typeof value;
