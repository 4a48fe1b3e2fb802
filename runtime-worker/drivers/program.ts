import type { Outcome } from '../../shared/ir/outcome.ts';

/** What a program needs from where it runs. */
export interface ProgramHost {
  /** Nanoseconds on a clock that does not go back. */
  now(): number;
  /** Calls `f` in a later turn of the event loop, when all promise reactions have run. */
  later(f: () => void): void;
  /** Calls `f` after so many nanoseconds; returns how to call that off. */
  afterNanos(nanos: number, f: () => void): () => void;
  print(text: string): void;
  /** Runs `f` so that `owner` gives `goroutine` in all that `f` starts. */
  own<T>(goroutine: object, f: () => T): T;
  owner(): object | undefined;
  /** The program is over: called once, at that very moment, from within whatever ended it. */
  ended(outcome: Outcome): void;
  /** A number for chance where no seed is given. */
  entropy(): number;
}

export interface ProgramOptions {
  /** Virtual time moves only when nobody can run. Default: real. */
  readonly clock?: 'real' | 'virtual';
  /** Shuffles who runs next and preempts at operations, the same way every time. Default: first come first served. */
  readonly seed?: number;
}

/** This goroutine, as its body sees it. */
export interface Self {
  readonly name: string;
  /** Which of the replicas, from 0. */
  readonly index: number;
  readonly replicas: number;
}

export interface GoroutineOptions {
  /** The program ends when it returns. */
  readonly main?: boolean;
  /** So many goroutines with one body. Default: 1. */
  readonly replicas?: number;
  /** Channels made with `closeAfter` that lose a sender when one of them returns. */
  readonly closes?: readonly { senderGone(): void }[];
}

/** What `setup` declares a program's goroutines with. */
export interface ProgramSetup {
  /** Main goes first, the others in the order they are declared. */
  goroutine(name: string, options: GoroutineOptions, body: (self: Self) => unknown): void;
}
