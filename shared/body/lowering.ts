import type { Comment, Node } from '@babel/types';
import type { Code, Func, Origin, Stmt } from '../ir/program.ts';
import type { Called } from './calls.ts';
import type { Binding } from './scope-walk.ts';
import type { Scopes } from './scopes.ts';
import { startOf, type FunctionNode } from './syntax.ts';
import type { Types } from './types.ts';

/** What the parts of lowering share: the text, what is known about it, and each other. */
export interface Lowering {
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly scopes: Scopes;
  readonly types: Types;
  readonly origin: (node: Node) => Origin;
  readonly originAt: (offset: number) => Origin;
  readonly called: (call: Node) => Called;
  /** Uses the runtime without waiting, not counting the functions inside. */
  readonly callsRuntime: (node: Node) => boolean;
  readonly marks: Marks;
  /** A runtime function of this name, not something the body declares under it. */
  readonly isRuntime: (callee: Node, name: string) => boolean;
  readonly code: (node: Node, inside: Inside) => Code;
  readonly func: (node: FunctionNode, inside: Inside) => Func;
  readonly statements: (list: readonly Node[], from: number, to: number, inside: Inside) => readonly Stmt[];
}

/** What was noted about functions and calls before any of them was lowered. */
export interface Marks {
  /** Call `defer` directly. */
  readonly defers: ReadonlySet<FunctionNode | null>;
  /** Call `recover` directly. */
  readonly recovers: ReadonlySet<FunctionNode | null>;
  /** `go(() => work(1))`: functions that hand what they wait for to the runtime. They count as async. */
  readonly handedOver: ReadonlySet<FunctionNode>;
  /** Calls whose promise an async function returns: whoever awaits the function awaits them. */
  readonly returned: ReadonlySet<Node>;
}

/** Where a piece of code stands. */
export interface Inside {
  /** In a function that may park. */
  readonly waits: boolean;
  /** White space before the statement it belongs to: dropped from the lines that follow. */
  readonly indent: number;
  /** Results of the `select` statements around it, in the same function. */
  readonly selects: readonly Binding[];
}

/** Line and column, 1-based, of offsets into a text. */
export function positions(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** White space at the beginning of the line a node begins on. */
export function indentOf(node: Node, text: string): number {
  return indentAt(startOf(node), text);
}

/** The same for an offset. */
export function indentAt(offset: number, text: string): number {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let at = lineStart;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - lineStart;
}
