import type { Comment, Expression, Node, Statement, VariableDeclaration } from '@babel/types';
import type { Binding, Code, Stmt, StmtKind } from '../ir/program.ts';
import { isTypeOnly } from './erase.ts';
import { lowerSelect } from './lower-select.ts';
import { indentAt, indentOf, type Inside, type Lowering } from './lowering.ts';
import { endOf, plainArguments, startOf, unwrap } from './syntax.ts';
import { isChannel, runtimeType } from './types.ts';

/**
 * Statements to IR, with the comments and empty lines between them.
 * @param from where the list begins in the text, `to` where it ends
 */
export function lowerStatements(
  list: readonly Node[],
  from: number,
  to: number,
  outside: Inside,
  low: Lowering,
): readonly Stmt[] {
  const out: Stmt[] = [];
  let at = from;
  for (let i = 0; i < list.length; i++) {
    const node = list[i];
    if (node === undefined) continue;
    at = between(at, startOf(node), out, low);
    const inside: Inside = { ...outside, indent: indentOf(node, low.text) };
    const select = lowerSelect(node, list[i + 1], inside, low);
    if (select !== null) {
      const next = list[++i];
      if (next) {
        const comments: Stmt[] = [{ is: 'blank', origin: null }];
        between(endOf(node), startOf(next), comments, low);
        out.push(...comments.filter(({ is }) => is === 'comment'));
        at = endOf(next);
      }
      out.push({ origin: low.origin(node), ...select });
      continue;
    }
    for (const kind of lowerStatement(node, null, inside, low))
      out.push({ origin: low.origin(node), ...kind });
    at = endOf(node);
  }
  between(at, to, out, low);
  while (out.at(-1)?.is === 'blank') out.pop();
  return out;
}

/** Comments and empty lines between two statements. Returns where the rest begins. */
function between(from: number, to: number, out: Stmt[], low: Lowering): number {
  let at = from;
  for (const comment of commentsIn(from, to, low)) {
    const gap = low.text.slice(at, startOf(comment as unknown as Node));
    const text = low.text.slice(comment.start ?? 0, comment.end ?? 0);
    const last = out.at(-1);
    if (!gap.includes('\n') && last !== undefined && last.is !== 'comment' && last.is !== 'blank') {
      out[out.length - 1] = { ...last, note: last.note === undefined ? text : `${last.note} ${text}` };
    } else {
      blankLine(gap, out);
      out.push({
        is: 'comment',
        text: aligned(text, comment, low),
        origin: low.originAt(comment.start ?? 0),
      });
    }
    at = comment.end ?? at;
  }
  blankLine(low.text.slice(at, to), out);
  return to;
}

function blankLine(gap: string, out: Stmt[]): void {
  const last = out.at(-1);
  if (/\n[ \t\r]*\n/.test(gap) && last !== undefined && last.is !== 'blank')
    out.push({ is: 'blank', origin: null });
}

function commentsIn(from: number, to: number, low: Lowering): readonly Comment[] {
  return low.comments.filter((comment) => (comment.start ?? 0) >= from && (comment.end ?? 0) <= to);
}

/** Lines of a block comment stand relative to its first. */
function aligned(text: string, comment: Comment, low: Lowering): string {
  const indent = indentAt(comment.start ?? 0, low.text);
  return text.replace(new RegExp(`\\r?\\n[ \\t]{0,${indent}}`, 'g'), '\n');
}

/** One statement; empty for `;`. */
function lowerStatement(
  node: Node,
  label: string | null,
  inside: Inside,
  low: Lowering,
): readonly StmtKind[] {
  const code = (part: Node): Code => low.code(part, inside);
  const body = (statement: Statement): readonly Stmt[] => bodyOf(statement, inside, low);
  if (isTypeOnly(node)) return [{ is: 'type', text: textOf(node, inside, low) }];
  switch (node.type) {
    case 'EmptyStatement':
      return [];
    case 'ExpressionStatement':
      return [expression(node.expression, inside, low)];
    case 'VariableDeclaration':
      return [declaration(node, inside, low)];
    case 'FunctionDeclaration':
      return [{ is: 'func', func: low.func(node, inside) }];
    case 'BlockStatement':
      return [{ is: 'block', label, body: body(node) }];
    case 'IfStatement':
      return [
        {
          is: 'if',
          test: code(node.test),
          body: body(node.consequent),
          otherwise: node.alternate ? body(node.alternate) : null,
        },
      ];
    case 'ForStatement': {
      const [init] = node.init ? initial(node.init, inside, low) : [];
      return [
        {
          is: 'for',
          label,
          init: init ?? null,
          test: node.test ? code(node.test) : null,
          update: node.update ? code(node.update) : null,
          body: body(node.body),
        },
      ];
    }
    case 'ForInStatement':
    case 'ForOfStatement': {
      const { declare, binding } = loopVariable(node.left, inside, low);
      if (node.type === 'ForOfStatement' && node.await) {
        return [{ is: 'range', label, declare, binding, channel: code(node.right), body: body(node.body) }];
      }
      const over = node.type === 'ForInStatement' ? 'in' : 'of';
      return [
        { is: 'for-each', label, over, declare, binding, value: code(node.right), body: body(node.body) },
      ];
    }
    case 'WhileStatement':
      return [{ is: 'while', label, test: code(node.test), body: body(node.body) }];
    case 'DoWhileStatement':
      return [{ is: 'do-while', label, test: code(node.test), body: body(node.body) }];
    case 'SwitchStatement':
      return [
        {
          is: 'switch',
          label,
          value: code(node.discriminant),
          arms: node.cases.map((one) => ({
            test: one.test ? code(one.test) : null,
            body: low.statements(one.consequent, afterColon(one, low), endOf(one), inside),
          })),
        },
      ];
    case 'LabeledStatement': {
      const target = node.body;
      if (target.type === 'LabeledStatement' || !takesLabel(target)) {
        return [{ is: 'block', label: node.label.name, body: body(target) }];
      }
      return lowerStatement(target, node.label.name, inside, low);
    }
    case 'TryStatement':
      return [
        {
          is: 'try',
          body: body(node.block),
          binding: node.handler?.param ? code(node.handler.param) : null,
          handler: node.handler ? body(node.handler.body) : null,
          finalizer: node.finalizer ? body(node.finalizer) : null,
        },
      ];
    case 'ReturnStatement':
      return [{ is: 'return', value: node.argument ? code(node.argument) : null }];
    case 'ThrowStatement':
      return [{ is: 'throw', value: code(node.argument) }];
    case 'BreakStatement':
      return [{ is: 'break', label: node.label?.name ?? null }];
    case 'ContinueStatement':
      return [{ is: 'continue', label: node.label?.name ?? null }];
    default:
      return [{ is: 'opaque', code: code(node) }];
  }
}

const takesLabel = (node: Node): boolean =>
  /^(For|ForIn|ForOf|While|DoWhile|Switch|Block)Statement$/.test(node.type);

function bodyOf(statement: Statement, inside: Inside, low: Lowering): readonly Stmt[] {
  return statement.type === 'BlockStatement'
    ? low.statements(statement.body, startOf(statement) + 1, endOf(statement) - 1, inside)
    : low.statements([statement], startOf(statement), endOf(statement), inside);
}

function afterColon(one: Node, low: Lowering): number {
  const from = one.type === 'SwitchCase' && one.test ? endOf(one.test) : startOf(one);
  return low.text.indexOf(':', from) + 1;
}

function initial(node: Node, inside: Inside, low: Lowering): readonly Stmt[] {
  const kind: StmtKind =
    node.type === 'VariableDeclaration'
      ? declaration(node, inside, low)
      : { is: 'expr', code: low.code(node, inside), calls: false };
  return [{ origin: low.origin(node), ...kind }];
}

function loopVariable(
  left: Node,
  inside: Inside,
  low: Lowering,
): { declare: 'const' | 'let' | 'var' | null; binding: Code } {
  const declarator = left.type === 'VariableDeclaration' ? left.declarations[0] : undefined;
  return left.type === 'VariableDeclaration' && declarator
    ? { declare: keyword(left), binding: low.code(declarator.id, inside) }
    : { declare: null, binding: low.code(left, inside) };
}

const keyword = (node: VariableDeclaration): 'const' | 'let' | 'var' =>
  node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';

function declaration(node: VariableDeclaration, inside: Inside, low: Lowering): StmtKind {
  const declare = keyword(node);
  const [only] = node.declarations;
  if (node.declarations.length === 1 && only?.init) {
    const received = receiveInto(only.id, only.init, inside, low);
    if (received !== null) return { ...received, declare };
  }
  const bindings = node.declarations.map(({ id, init }): Binding => ({
    pattern: low.code(id, inside),
    value: init ? low.code(init, inside) : null,
  }));
  return { is: 'let', declare, bindings };
}

type Recv = Extract<StmtKind, { is: 'recv' }>;

/** `v = await ch.recv()`, `[v, ok] = await ch.recv2()`; null for everything else. */
function receiveInto(target: Node | null, value: Node, inside: Inside, low: Lowering): Recv | null {
  if (value.type !== 'AwaitExpression') return null;
  const call = unwrap(value.argument);
  const called = low.called(call);
  if (called.is !== 'method' || call.type !== 'CallExpression' || call.arguments.length > 0) return null;
  const channel = low.code(called.target, inside);
  if (called.method === 'recv') {
    return {
      is: 'recv',
      channel,
      declare: null,
      value: target === null ? null : low.code(target, inside),
      ok: null,
    };
  }
  if (called.method !== 'recv2') return null;
  if (target === null) return { is: 'recv', channel, declare: null, value: null, ok: null };
  if (target.type !== 'ArrayPattern' || target.typeAnnotation || target.elements.length > 2) return null;
  const [first, second] = target.elements;
  if (first?.type === 'RestElement' || second?.type === 'RestElement') return null;
  return {
    is: 'recv',
    channel,
    declare: null,
    value: first ? low.code(first, inside) : null,
    ok: second ? low.code(second, inside) : null,
  };
}

function expression(node: Expression, inside: Inside, low: Lowering): StmtKind {
  return (inside.waits ? waiting(node, inside, low) : null) ?? instant(node, inside, low);
}

/** Statements that are one operation. */
function waiting(node: Expression, inside: Inside, low: Lowering): StmtKind | null {
  if (node.type === 'AssignmentExpression' && node.operator === '=') {
    const { left } = node;
    // What a member is looked up in is evaluated before the receive; a plain variable does not mind.
    const simple =
      left.type === 'Identifier' ||
      (left.type === 'ArrayPattern' &&
        left.elements.every((one) => one === null || one.type === 'Identifier'));
    return simple ? receiveInto(left, node.right, inside, low) : null;
  }
  if (node.type !== 'AwaitExpression') return null;
  const call = unwrap(node.argument);
  if (call.type !== 'CallExpression') return null;
  const called = low.called(call);
  const args = plainArguments(call.arguments) ?? [];
  const code = (part: Node): Code => low.code(part, inside);
  const [first] = args;
  if (called.is === 'function') {
    return called.name === 'sleep' && args.length === 1 && first
      ? { is: 'sleep', duration: code(first) }
      : null;
  }
  if (called.is !== 'method') return null;
  switch (called.method) {
    case 'send':
      return args.length === 1 && first
        ? { is: 'send', channel: code(called.target), value: code(first) }
        : null;
    case 'recv':
    case 'recv2':
      return receiveInto(null, node, inside, low);
    case 'lock':
    case 'rLock':
      return { is: 'lock', target: code(called.target), mode: called.method };
    case 'wait':
      return { is: 'wait', target: code(called.target) };
    default:
      return null;
  }
}

function instant(node: Expression, inside: Inside, low: Lowering): StmtKind {
  const code = (part: Node): Code => low.code(part, inside);
  const other: StmtKind = { is: 'expr', code: code(node), calls: low.callsRuntime(node) };
  if (node.type !== 'CallExpression') return other;
  const called = low.called(node);
  const args = plainArguments(node.arguments);
  if (called.is !== 'instant' || args === null) return other;
  const [first, ...rest] = args;
  if (called.target === null) {
    if (first === undefined) return other;
    if (called.name === 'panic') return { is: 'panic', value: code(first) };
    if (called.name !== 'go' && called.name !== 'defer') return other;
    const callee = code(first);
    const [part] = callee.parts;
    const func = callee.parts.length === 1 && part?.is === 'func' ? part.func : null;
    return { is: called.name, callee: func ?? callee, args: rest.map(code) };
  }
  const type = low.types.of(called.target);
  if (args.length > 0) return other;
  if (called.name === 'close' && isChannel(type)) return { is: 'close', channel: code(called.target) };
  if (called.name !== 'unlock' && called.name !== 'rUnlock') return other;
  return runtimeType(type) === null
    ? other
    : { is: 'unlock', target: code(called.target), mode: called.name };
}

function textOf(node: Node, inside: Inside, low: Lowering): string {
  const text = low.text.slice(startOf(node), endOf(node));
  return text.replace(new RegExp(`\\r?\\n[ \\t]{0,${inside.indent}}`, 'g'), '\n');
}
