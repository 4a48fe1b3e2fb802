import { LookOut, pause } from './look-out.ts';
import { LINE, type Layout, type SharedMemory } from './memory.ts';

/**
 * How a worker is told, and how it sleeps. Each worker has an inbox: a list of records (waiters whose operation is
 * done, and the worker's own bell), linked through their `INBOX_NEXT` word. Anybody pushes; the owner takes all.
 *
 * A worker with nothing to do raises its flag, looks once more, and sleeps on the word that is the head of the
 * list; whoever makes the list non-empty and sees the flag wakes it. Only the sleeper lowers its flag: lowered by
 * the waker, a second sleep could begin unseen.
 */

/** Word of a record that links it into an inbox. */
export const INBOX_NEXT = 0;

const HEAD = 0;
const ASLEEP = LINE;
const BELL = 2 * LINE;
const RUNG = 3 * LINE;
const WORDS = 4 * LINE;

/**
 * Looks at an empty inbox before going to sleep: some 200 microseconds at most, which is longer than it takes to
 * wake a thread on an idle core (50).
 */
const MOST_LOOKS = 5000;
const FEWEST_LOOKS = 20;
/** Nanoseconds between two looks. */
const PAUSE = 40;

export const reserveInbox = (layout: Layout): number => layout.reserve(WORDS);

/** Puts a record into the inbox at `inbox`. Any thread. */
export function post(memory: SharedMemory, inbox: number, record: number): void {
  const { words } = memory;
  let head: number;
  do {
    head = Atomics.load(words, inbox + HEAD);
    words[record + INBOX_NEXT] = head;
  } while (Atomics.compareExchange(words, inbox + HEAD, head, record) !== head);
  if (head === 0 && Atomics.load(words, inbox + ASLEEP) === 1) Atomics.notify(words, inbox + HEAD, 1);
}

/** Tells a worker to look around: at its commands, at contexts, at whether the run has ended. Any thread. */
export function ring(memory: SharedMemory, inbox: number): void {
  // Rung already and not yet heard: it will look anyway.
  if (Atomics.exchange(memory.words, inbox + RUNG, 1) === 0) post(memory, inbox, inbox + BELL);
}

/** The owner's side. */
export class Inbox {
  readonly #memory: SharedMemory;
  readonly #at: number;
  readonly #lookOut = new LookOut(FEWEST_LOOKS, MOST_LOOKS);

  constructor(memory: SharedMemory, at: number) {
    this.#memory = memory;
    this.#at = at;
  }

  get empty(): boolean {
    return this.#memory.words[this.#at + HEAD] === 0;
  }

  /** Takes everything: the records, oldest first, into `into`. True when the bell was among them. */
  take(into: number[]): boolean {
    const { words } = this.#memory;
    if (words[this.#at + HEAD] === 0) return false;
    let record = Atomics.exchange(words, this.#at + HEAD, 0);
    let rung = false;
    const from = into.length;
    while (record !== 0) {
      const next = words[record + INBOX_NEXT]!;
      if (record === this.#at + BELL) rung = true;
      else into.push(record);
      record = next;
    }
    reverse(into, from);
    // Heard from here on: a ring after this looks at what was done before it.
    if (rung) Atomics.store(words, this.#at + RUNG, 0);
    return rung;
  }

  /** Looks out for a record without sleeping. True: there is one. */
  spin(): boolean {
    const { words } = this.#memory;
    const head = this.#at + HEAD;
    let left = this.#lookOut.begin();
    while (left > 0 && Atomics.load(words, head) === 0) {
      left--;
      pause(PAUSE);
    }
    this.#lookOut.end(left > 0);
    return left > 0;
  }

  /** Waits until the inbox is not empty, or for `millis`. True: there is something. */
  sleep(millis: number): boolean {
    const { words } = this.#memory;
    const head = this.#at + HEAD;
    Atomics.store(words, this.#at + ASLEEP, 1);
    if (Atomics.load(words, head) === 0) Atomics.wait(words, head, 0, millis);
    Atomics.store(words, this.#at + ASLEEP, 0);
    return Atomics.load(words, head) !== 0;
  }
}

function reverse(list: number[], from: number): void {
  for (let low = from, high = list.length - 1; low < high; low++, high--) {
    const one = list[low]!;
    list[low] = list[high]!;
    list[high] = one;
  }
}
