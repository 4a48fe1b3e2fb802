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
  switch (stmt.is) {
    case 'send':
      visitCode(stmt.channel, visitor);
      visitCode(stmt.value, visitor);
      break;
    case 'recv':
      visitCode(stmt.channel, visitor);
      visitMaybe(stmt.value, visitor);
      visitMaybe(stmt.ok, visitor);
      break;
    case 'close':
      visitCode(stmt.channel, visitor);
      break;
    case 'range':
      visitCode(stmt.channel, visitor);
      visitCode(stmt.binding, visitor);
      visitStatements(stmt.body, visitor);
      break;
    case 'select':
      for (const { channel, value } of stmt.head.cases) {
        visitCode(channel, visitor);
        visitMaybe(value, visitor);
      }
      for (const { body } of stmt.arms) visitStatements(body, visitor);
      visitStatements(stmt.otherwise ?? [], visitor);
      break;
    case 'go':
    case 'defer':
      if ('form' in stmt.callee) visitFunc(stmt.callee, visitor);
      else visitCode(stmt.callee, visitor);
      for (const arg of stmt.args) visitCode(arg, visitor);
      break;
    case 'panic':
    case 'throw':
      visitCode(stmt.value, visitor);
      break;
    case 'lock':
    case 'unlock':
    case 'wait':
      visitCode(stmt.target, visitor);
      break;
    case 'sleep':
      visitCode(stmt.duration, visitor);
      break;
    case 'let':
      for (const { pattern, value } of stmt.bindings) {
        visitCode(pattern, visitor);
        visitMaybe(value, visitor);
      }
      break;
    case 'expr':
    case 'opaque':
      visitCode(stmt.code, visitor);
      break;
    case 'if':
      visitCode(stmt.test, visitor);
      visitStatements(stmt.body, visitor);
      visitStatements(stmt.otherwise ?? [], visitor);
      break;
    case 'for':
      if (stmt.init !== null) visitStatement(stmt.init, visitor);
      visitMaybe(stmt.test, visitor);
      visitMaybe(stmt.update, visitor);
      visitStatements(stmt.body, visitor);
      break;
    case 'while':
    case 'do-while':
      visitCode(stmt.test, visitor);
      visitStatements(stmt.body, visitor);
      break;
    case 'for-each':
      visitCode(stmt.value, visitor);
      visitCode(stmt.binding, visitor);
      visitStatements(stmt.body, visitor);
      break;
    case 'switch':
      visitCode(stmt.value, visitor);
      for (const { test, body } of stmt.arms) {
        visitMaybe(test, visitor);
        visitStatements(body, visitor);
      }
      break;
    case 'block':
      visitStatements(stmt.body, visitor);
      break;
    case 'try':
      visitStatements(stmt.body, visitor);
      visitMaybe(stmt.binding, visitor);
      visitStatements(stmt.handler ?? [], visitor);
      visitStatements(stmt.finalizer ?? [], visitor);
      break;
    case 'return':
      visitMaybe(stmt.value, visitor);
      break;
    case 'func':
      visitFunc(stmt.func, visitor);
      break;
    case 'break':
    case 'continue':
    case 'type':
    case 'comment':
    case 'blank':
      break;
    default:
      unreachable(stmt);
  }
}

function visitMaybe(code: Code | null, visitor: Visitor): void {
  if (code !== null) visitCode(code, visitor);
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
