import { unreachable } from '../base/assert.ts';
import type { Code, CodePart, Func, Op, Stmt } from './program.ts';

/** What a walk calls. Whoever returns false from `func` leaves that function unseen. */
export interface Visitor {
  readonly stmt?: (stmt: Stmt) => void;
  readonly part?: (part: CodePart) => void;
  readonly func?: (func: Func) => boolean | void;
}

/** Walks statements, the code in them, and the functions in that, in source order. */
export function visitStatements(list: readonly Stmt[], visitor: Visitor): void {
  for (const stmt of list) visitStatement(stmt, visitor);
}

export function visitFunc(func: Func, visitor: Visitor): void {
  if (visitor.func?.(func) === false) return;
  visitCode(func.params, visitor);
  visitStatements(func.body, visitor);
}

export function visitCode(code: Code, visitor: Visitor): void {
  for (const part of code.parts) {
    visitor.part?.(part);
    if (part.is === 'func') visitFunc(part.func, visitor);
    if (part.is === 'op') for (const inner of codesOfOp(part.op)) visitCode(inner, visitor);
  }
}

/** The code inside an operation, in the order it is evaluated. */
export function codesOfOp(op: Op): readonly Code[] {
  switch (op.is) {
    case 'call':
    case 'access':
      return [op.target, ...op.args];
    case 'intrinsic':
      return op.args;
    case 'await':
      return [op.value];
    case 'select':
      return op.select.cases.flatMap(({ channel, value }) => (value === null ? [channel] : [channel, value]));
    default:
      return unreachable(op);
  }
}

function visitStatement(stmt: Stmt, visitor: Visitor): void {
  visitor.stmt?.(stmt);
  for (const inside of insides(stmt)) {
    if (inside === null) continue;
    if ('parts' in inside) visitCode(inside, visitor);
    else if ('form' in inside) visitFunc(inside, visitor);
    else if ('is' in inside) visitStatement(inside, visitor);
    else visitStatements(inside, visitor);
  }
}

type Inside = Code | Func | Stmt | readonly Stmt[] | null;

/** What stands directly inside a statement. */
function insides(stmt: Stmt): readonly Inside[] {
  switch (stmt.is) {
    case 'send':
      return [stmt.channel, stmt.value];
    case 'recv':
      return [stmt.channel, stmt.value, stmt.ok];
    case 'close':
      return [stmt.channel];
    case 'range':
      return [stmt.channel, stmt.binding, stmt.body];
    case 'select':
      return [
        ...stmt.head.cases.flatMap(({ channel, value }) => [channel, value]),
        ...stmt.arms.map(({ body }) => body),
        stmt.otherwise,
      ];
    case 'go':
    case 'defer':
      return [stmt.callee, ...stmt.args];
    case 'panic':
    case 'throw':
      return [stmt.value];
    case 'lock':
    case 'unlock':
    case 'wait':
      return [stmt.target];
    case 'sleep':
      return [stmt.duration];
    case 'let':
      return stmt.bindings.flatMap(({ pattern, value }) => [pattern, value]);
    case 'expr':
    case 'opaque':
      return [stmt.code];
    case 'if':
      return [stmt.test, stmt.body, stmt.otherwise];
    case 'for':
      return [stmt.init, stmt.test, stmt.update, stmt.body];
    case 'while':
    case 'do-while':
      return [stmt.test, stmt.body];
    case 'for-each':
      return [stmt.value, stmt.binding, stmt.body];
    case 'switch':
      return [stmt.value, ...stmt.arms.flatMap(({ test, body }) => [test, body])];
    case 'block':
      return [stmt.body];
    case 'try':
      return [stmt.body, stmt.binding, stmt.handler, stmt.finalizer];
    case 'return':
      return [stmt.value];
    case 'func':
      return [stmt.func];
    case 'break':
    case 'continue':
    case 'type':
    case 'comment':
    case 'blank':
      return [];
    default:
      return unreachable(stmt);
  }
}

/** Does any part of this code, operations included and functions left out, satisfy `holds`? */
export function codeContains(code: Code, holds: (part: CodePart) => boolean): boolean {
  let found = false;
  visitCode(code, {
    part: (part) => {
      if (holds(part)) found = true;
    },
    func: () => false,
  });
  return found;
}
