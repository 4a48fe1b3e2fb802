import type { ObjectId } from '../base/ids.ts';
import type { InputDecl, ObjectDecl, Origin } from './program.ts';

/** What a worker loads: plain data that crosses process boundaries. Made by `shared/emit/runtime`. */
export interface Executable {
  readonly name: string;
  /**
   * One JavaScript expression: a function of the runtime's names (`BINDINGS` in `runtime-worker/core/bindings.ts`)
   * that returns an array of generator functions, one per entry of `goroutines`, in order. Evaluated inside the
   * hardened compartment.
   */
  readonly code: string;
  readonly objects: readonly ObjectDecl[];
  readonly goroutines: readonly EntryDecl[];
  readonly inputs: readonly InputDecl[];
  /** Block, line and column by site number; operations and the trace refer to these. Site 0 is "unknown". */
  readonly sites: readonly (Origin | null)[];
  /**
   * By site number: the name of the function of a body the place is in, for dumps; null in the body itself and in
   * functions without a name. Absent: no names are known.
   */
  readonly functions?: readonly (string | null)[];
  /** `[line, column, site]` of the generated code, ascending: how a position in a stack trace becomes a site. */
  readonly positions: readonly (readonly [line: number, column: number, site: number])[];
  /** Hash of `code`, `objects` and `goroutines`, eight hex digits: a schedule belongs to one program. */
  readonly digest: string;
}

export interface EntryDecl {
  readonly node: string;
  readonly name: string;
  readonly replicas: number;
  readonly main: boolean;
  readonly worker: number | null;
  /**
   * Arguments of the generator function after `self`: objects, arrays of objects, or null for an unwired port
   * (a nil channel).
   */
  readonly args: readonly (ObjectId | readonly ObjectId[] | null)[];
  readonly closes: readonly ObjectId[];
}
