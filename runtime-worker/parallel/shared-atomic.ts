import { TRACE } from '../core/recorder.ts';
import { lock, unlock } from './lock.ts';
import type { Layout, SharedMemory } from './memory.ts';
import type { ObjectPlan, Station } from './station.ts';

const LOCK = 0;
/** A double. */
const VALUE = 2;

export const reserveAtomic = (layout: Layout): number => layout.reserve(4);

/** Once, by the host. */
export function initAtomic(memory: SharedMemory, at: number, value: number): void {
  memory.doubles[(at + VALUE) >> 1] = value;
}

/** An integer whose operations, from whatever worker, behave as in one total order (AT-1). */
export class SharedAtomicInt {
  readonly id: number;
  readonly name: string;
  readonly #at: number;
  readonly #station: Station;

  constructor(station: Station, plan: ObjectPlan) {
    this.id = plan.id;
    this.name = plan.name;
    this.#at = plan.at;
    this.#station = station;
  }

  load(): number {
    return this.#change(TRACE.read, KEEP, 0, 0);
  }

  store(value: number): void {
    this.#change(TRACE.write, SWAP, value, 0);
  }

  /** Returns the new value (AT-2). */
  add(delta: number): number {
    return this.#change(TRACE.write, ADD, delta, 0) + delta;
  }

  /** Returns the old value. */
  swap(value: number): number {
    return this.#change(TRACE.write, SWAP, value, 0);
  }

  compareAndSwap(old: number, value: number): boolean {
    return this.#change(TRACE.write, COMPARE, value, old) === old;
  }

  /** 32-bit; returns the old value (AT-4). */
  and(mask: number): number {
    return this.#change(TRACE.write, AND, mask, 0);
  }

  /** 32-bit; returns the old value (AT-4). */
  or(mask: number): number {
    return this.#change(TRACE.write, OR, mask, 0);
  }

  /** One operation; returns the old value. */
  #change(kind: number, operation: number, operand: number, expected: number): number {
    const { words, memory, scheduler } = this.#station;
    const place = (this.#at + VALUE) >> 1;
    const { doubles } = memory;
    lock(words, this.#at + LOCK);
    const old = doubles[place]!;
    if (operation === ADD) doubles[place] = old + operand;
    else if (operation === SWAP || (operation === COMPARE && old === expected)) doubles[place] = operand;
    else if (operation === AND) doubles[place] = old & operand;
    else if (operation === OR) doubles[place] = old | operand;
    unlock(words, this.#at + LOCK);
    scheduler.recorder?.record(kind, scheduler.current.id, this.id, scheduler.registers.at, 0);
    return old;
  }
}

const KEEP = 0;
const SWAP = 1;
const ADD = 2;
const COMPARE = 3;
const AND = 4;
const OR = 5;
