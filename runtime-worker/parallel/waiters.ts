import { INBOX_NEXT } from './doorbell.ts';
import type { SharedMemory } from './memory.ts';
import { SLOT_WORDS } from './slots.ts';

/**
 * A goroutine's place in a queue of a shared object: a record in shared memory. It belongs to the worker of its
 * goroutine; another worker takes it out of the queue, fills in the result, and posts it home.
 */

export { INBOX_NEXT };
export const NEXT = 1;
export const PREVIOUS = 2;
/** The queue it stands in; 0 when in none. */
export const QUEUE = 3;
export const WORKER = 4;
/** Index of the case of a select; -1 for a plain operation. */
export const CASE = 5;
/** The claim of its select; 0 for a plain operation, which is claimed by taking it from its queue. */
export const CLAIM = 6;
/** How it ended: see `DONE` and the rest. */
export const RESULT = 7;
/** Of a channel: the message's number. Of a semaphore: how much is asked for. Of a lock: the mode. */
export const EXTRA = 8;
/** Who completed it: a worker in the high 8 bits, its goroutine in the low 24; 0 for nobody. */
export const BY = 9;
export const SLOT = 10;
export const WAITER_WORDS = SLOT + SLOT_WORDS;

/** The operation was carried out. */
export const DONE = 1;
/** The channel was closed. */
export const CLOSED = 2;
/** The operation may be tried again. */
export const AGAIN = 3;

/** Words of a queue: its first and last waiter, and how many there are. */
export const FIRST = 0;
export const LAST = 1;
export const LENGTH = 2;
export const QUEUE_WORDS = 3;

export function join(memory: SharedMemory, queue: number, waiter: number): void {
  const { words } = memory;
  const last = words[queue + LAST]!;
  words[waiter + NEXT] = 0;
  words[waiter + PREVIOUS] = last;
  words[waiter + QUEUE] = queue;
  if (last === 0) words[queue + FIRST] = waiter;
  else words[last + NEXT] = waiter;
  words[queue + LAST] = waiter;
  words[queue + LENGTH] = words[queue + LENGTH]! + 1;
}

/** To the head: a waiter that was woken and lost (MU-5). */
export function joinFirst(memory: SharedMemory, queue: number, waiter: number): void {
  const { words } = memory;
  const first = words[queue + FIRST]!;
  words[waiter + NEXT] = first;
  words[waiter + PREVIOUS] = 0;
  words[waiter + QUEUE] = queue;
  if (first === 0) words[queue + LAST] = waiter;
  else words[first + PREVIOUS] = waiter;
  words[queue + FIRST] = waiter;
  words[queue + LENGTH] = words[queue + LENGTH]! + 1;
}

/** Takes a waiter out of the queue it stands in, if any. */
export function leave(memory: SharedMemory, waiter: number): void {
  const { words } = memory;
  const queue = words[waiter + QUEUE]!;
  if (queue === 0) return;
  const next = words[waiter + NEXT]!;
  const previous = words[waiter + PREVIOUS]!;
  if (previous === 0) words[queue + FIRST] = next;
  else words[previous + NEXT] = next;
  if (next === 0) words[queue + LAST] = previous;
  else words[next + PREVIOUS] = previous;
  words[queue + LENGTH] = words[queue + LENGTH]! - 1;
  words[waiter + QUEUE] = 0;
}

/**
 * Takes the first waiter whose operation may be completed; 0 when there is none. A waiter of a select that another
 * case has completed is taken out and left to its owner (SE-10).
 */
export function takeFirst(memory: SharedMemory, queue: number): number {
  const { words } = memory;
  for (let waiter = words[queue + FIRST]!; waiter !== 0; waiter = words[queue + FIRST]!) {
    leave(memory, waiter);
    const claim = words[waiter + CLAIM]!;
    if (claim === 0 || Atomics.compareExchange(words, claim, 0, 1) === 0) return waiter;
  }
  return 0;
}
