import type { AwaitExpression, CallExpression, Node, OptionalCallExpression } from '@babel/types';
import type { Code, CodePart, Op, SelectCase, SelectHead } from '../ir/program.ts';
import { waits } from './calls.ts';
import { erasure } from './erase.ts';
import type { Inside, Lowering } from './lowering.ts';
import {
  eachChild,
  endOf,
  isFunction,
  keyName,
  memberName,
  plainArguments,
  startOf,
  unwrap,
} from './syntax.ts';

/**
 * An expression or pattern to `Code`: the text as it stands, with types, operations and functions cut out of it
 * into parts of their own.
 */
export function lowerCode(node: Node, inside: Inside, low: Lowering): Code {
  const cuts: Cut[] = [];
  collect(node, inside, low, cuts);
  return assemble(startOf(node), endOf(node), cuts, inside, low);
}

/** The same for a stretch of text with nodes in it, such as a parameter list. */
export function lowerStretch(
  start: number,
  end: number,
  nodes: readonly Node[],
  inside: Inside,
  low: Lowering,
): Code {
  const cuts: Cut[] = [];
  for (const node of nodes) collect(node, inside, low, cuts);
  return assemble(start, end, cuts, inside, low);
}

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly CodePart[];
}

function assemble(start: number, end: number, cuts: readonly Cut[], inside: Inside, low: Lowering): Code {
  const parts: CodePart[] = [];
  let at = start;
  const text = (to: number): void => {
    if (to > at)
      parts.push({
        is: 'text',
        text: unindent(low.text.slice(at, to), inside.indent),
        origin: low.originAt(at),
      });
  };
  const ordered = cuts.toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const cut of ordered) {
    text(cut.start);
    parts.push(...cut.parts);
    at = Math.max(at, cut.end);
  }
  text(end);
  return { parts, origin: low.originAt(start) };
}

/** Lines after the first stand relative to their statement. */
const unindent = (text: string, indent: number): string =>
  text.includes('\n') ? text.replace(new RegExp(`\\r?\\n[ \\t]{0,${indent}}`, 'g'), '\n') : text;

function collect(node: Node, inside: Inside, low: Lowering, cuts: Cut[]): void {
  const cut = (...parts: readonly CodePart[]): void => {
    cuts.push({ start: startOf(node), end: endOf(node), parts });
  };
  if (isFunction(node)) {
    if (isText(node, low)) concise(node, inside, low, cuts);
    else cut({ is: 'func', func: low.func(node, inside) });
    return;
  }
  switch (node.type) {
    case 'AwaitExpression':
      cut({ is: 'op', op: awaitOp(node, inside, low) });
      return;
    case 'CallExpression':
    case 'OptionalCallExpression': {
      const op = unawaitedOp(node, inside, low);
      if (op !== null) {
        cut({ is: 'op', op });
        return;
      }
      break;
    }
    case 'MemberExpression': {
      const part = received(node, inside, low);
      if (part !== null) {
        cut(part);
        return;
      }
      break;
    }
    case 'TemplateElement':
      if (low.text.slice(startOf(node), endOf(node)).includes('\n')) {
        const text = low.text.slice(startOf(node), endOf(node));
        cut({ is: 'verbatim', text, origin: low.origin(node) });
      }
      return;
    case 'StringLiteral':
      return;
    default:
      break;
  }
  const { whole, ranges } = erasure(node, low.text);
  for (const { start, end, js } of ranges) {
    cuts.push({ start, end, parts: [{ is: 'type', text: low.text.slice(start, end), js }] });
  }
  if (whole) return;
  if (ranges.length === 0) return eachChild(node, (child) => collect(child, inside, low, cuts));
  eachChild(node, (child) => {
    const gone = ranges.some(
      ({ start, end }) => start <= startOf(child) && endOf(child) <= end && end > start,
    );
    if (!gone) collect(child, inside, low, cuts);
  });
}

/** A function that is one expression and does not wait stays text. */
function isText(node: Node, low: Lowering): boolean {
  return (
    node.type === 'ArrowFunctionExpression' &&
    !node.async &&
    node.body.type !== 'BlockStatement' &&
    !low.marks.recovers.has(node) &&
    !low.marks.handedOver.has(node)
  );
}

function concise(node: Node, inside: Inside, low: Lowering, cuts: Cut[]): void {
  if (node.type !== 'ArrowFunctionExpression') return;
  const plain: Inside = { ...inside, waits: false, selects: [] };
  const type = (start: number, end: number): void => {
    cuts.push({ start, end, parts: [{ is: 'type', text: low.text.slice(start, end), js: '' }] });
  };
  if (node.typeParameters) type(startOf(node.typeParameters), endOf(node.typeParameters));
  for (const param of node.params) collect(param, plain, low, cuts);
  if (node.returnType) {
    // No line may end between the parameters and the arrow.
    const before = low.text.slice(0, startOf(node.returnType)).trimEnd().length;
    type(before, endOf(node.returnType));
  }
  collect(node.body, plain, low, cuts);
}

function awaitOp(node: AwaitExpression, inside: Inside, low: Lowering): Op {
  const argument = unwrap(node.argument);
  return (
    callOp(argument, inside, low) ?? {
      is: 'await',
      value: low.code(node.argument, inside),
      origin: low.origin(node),
    }
  );
}

/** An operation that needs no `await` in the text: an access, or one that is returned to who awaits it. */
function unawaitedOp(
  node: CallExpression | OptionalCallExpression,
  inside: Inside,
  low: Lowering,
): Op | null {
  const called = low.called(node);
  if (called.is === 'access') return callOp(node, inside, low);
  if (!inside.waits) return null;
  if (called.is === 'method' && called.method === 'go') return callOp(node, inside, low);
  if (!low.marks.returned.has(node) || !waits(called)) return null;
  return (
    callOp(node, inside, low) ?? { is: 'await', value: callText(node, inside, low), origin: low.origin(node) }
  );
}

/** The call itself, with whatever stands inside it cut out, but not as an operation. */
function callText(node: CallExpression | OptionalCallExpression, inside: Inside, low: Lowering): Code {
  const cuts: Cut[] = [];
  eachChild(node, (child) => collect(child, inside, low, cuts));
  return assemble(startOf(node), endOf(node), cuts, inside, low);
}

function callOp(node: Node, inside: Inside, low: Lowering): Op | null {
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return null;
  const args = plainArguments(node.arguments);
  // An optional call or a spread argument keeps its text, and is awaited as whatever it gives.
  if (args === null || node.type === 'OptionalCallExpression') return null;
  const called = low.called(node);
  const origin = low.origin(node);
  const codes = (): readonly Code[] => args.map((arg) => low.code(arg, inside));
  switch (called.is) {
    case 'method':
      return {
        is: 'call',
        method: called.method,
        target: low.code(called.target, inside),
        args: codes(),
        origin,
      };
    case 'access':
      return {
        is: 'access',
        pauses: inside.waits,
        method: called.method,
        target: low.code(called.target, inside),
        args: codes(),
        origin,
      };
    case 'function': {
      const select = called.name === 'select' ? selectHead(node, inside, low) : null;
      return select === null
        ? { is: 'intrinsic', name: called.name, args: codes(), origin }
        : { is: 'select', select, origin };
    }
    default:
      return null;
  }
}

/** The cases of `select({…})` where all of them are written out; null where they are made in another way. */
export function selectHead(node: Node, inside: Inside, low: Lowering): SelectHead | null {
  if (node.type !== 'CallExpression') return null;
  const [only] = node.arguments;
  const object = only === undefined ? null : unwrap(only);
  if (node.arguments.length !== 1 || object?.type !== 'ObjectExpression') return null;
  const cases: SelectCase[] = [];
  let hasDefault = false;
  for (const property of object.properties) {
    if (property.type !== 'ObjectProperty') return null;
    const name = keyName(property.key, property.computed);
    if (name === null || cases.some((one) => one.name === name)) return null;
    const value = unwrap(property.value);
    if (name === 'default') {
      if (value.type !== 'BooleanLiteral' || hasDefault) return null;
      hasDefault = value.value;
      continue;
    }
    const one = selectCase(name, value, inside, low);
    if (one === null) return null;
    cases.push(one);
  }
  return { cases, hasDefault };
}

function selectCase(name: string, value: Node, inside: Inside, low: Lowering): SelectCase | null {
  if (value.type !== 'CallExpression') return null;
  const args = plainArguments(value.arguments);
  const [channel, sent] = args ?? [];
  if (args === null || channel === undefined) return null;
  const origin = low.origin(value);
  if (low.isRuntime(value.callee, 'recv') && args.length === 1) {
    return { name, is: 'recv', channel: low.code(channel, inside), value: null, origin };
  }
  if (low.isRuntime(value.callee, 'send') && args.length === 2 && sent !== undefined) {
    return { name, is: 'send', channel: low.code(channel, inside), value: low.code(sent, inside), origin };
  }
  return null;
}

function received(node: Node, inside: Inside, low: Lowering): CodePart | null {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return null;
  const binding = low.scopes.bindingOf(node.object);
  const part = memberName(node);
  return binding !== null && inside.selects.includes(binding) && (part === 'value' || part === 'ok')
    ? { is: 'received', result: binding.name, part }
    : null;
}
