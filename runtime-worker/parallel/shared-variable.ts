import type { Json } from '../../shared/base/json.ts';
import { TRACE } from '../core/recorder.ts';
import { lock, unlock } from './lock.ts';
import type { Layout } from './memory.ts';
import { SLOT_WORDS } from './slots.ts';
import type { ObjectPlan, Station } from './station.ts';

const LOCK = 0;
/** 0 until the first worker has put the initial value in. */
const FILLED = 1;
const SLOT = 2;

export const reserveVariable = (layout: Layout): number => layout.reserve(SLOT + SLOT_WORDS);

/**
 * Shared memory on purpose: nothing protects it. A number lies in a word that both workers write, so that two
 * unprotected additions really can become one. Other values are copied in and out whole.
 */
export class SharedVariable {
  readonly id: number;
  readonly name: string;
  readonly #at: number;
  readonly #station: Station;

  constructor(station: Station, plan: ObjectPlan, initial: Json) {
    this.id = plan.id;
    this.name = plan.name;
    this.#at = plan.at;
    this.#station = station;
    this.#fill(initial);
  }

  get(): unknown {
    const { words, slots, scheduler } = this.#station;
    scheduler.recorder?.record(TRACE.read, scheduler.current.id, this.id, scheduler.registers.at, 0);
    const number = slots.number(this.#at + SLOT);
    if (number !== undefined) return number;
    lock(words, this.#at + LOCK);
    const value = slots.peek(this.#at + SLOT);
    unlock(words, this.#at + LOCK);
    return value;
  }

  set(value: unknown): void {
    const { words, slots, scheduler } = this.#station;
    scheduler.recorder?.record(TRACE.write, scheduler.current.id, this.id, scheduler.registers.at, 0);
    if (typeof value === 'number' && slots.number(this.#at + SLOT) !== undefined) {
      slots.setNumber(this.#at + SLOT, value);
      return;
    }
    this.#station.pack(value);
    lock(words, this.#at + LOCK);
    slots.replace(this.#at + SLOT);
    unlock(words, this.#at + LOCK);
  }

  #fill(initial: Json): void {
    const { words, slots } = this.#station;
    lock(words, this.#at + LOCK);
    if (words[this.#at + FILLED] === 0) {
      slots.pack(initial);
      slots.put(this.#at + SLOT);
      words[this.#at + FILLED] = 1;
    }
    unlock(words, this.#at + LOCK);
  }
}
