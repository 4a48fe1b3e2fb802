import type { Node } from '@babel/types';
import { runsItsFunction, waits, type Called } from './calls.ts';
import type { Marks } from './lowering.ts';
import { eachChild, isFunction, unwrap, type FunctionNode } from './syntax.ts';

/** Looks once at every function and call of a text. `null` stands for the text itself, which is async. */
export function markFunctions(
  statements: readonly Node[],
  called: (call: Node) => Called,
  isRuntime: (callee: Node, name: string) => boolean,
): Marks {
  const marks = {
    defers: new Set<FunctionNode | null>(),
    recovers: new Set<FunctionNode | null>(),
    handedOver: new Set<FunctionNode>(),
    returned: new Set<Node>(),
  };
  const visit = (node: Node, func: FunctionNode | null): void => {
    let inner = func;
    if (isFunction(node)) {
      inner = node;
      if (node.async && node.body.type !== 'BlockStatement') markReturned(node.body);
    }
    if (node.type === 'ReturnStatement' && node.argument && (func === null || func.async)) {
      markReturned(node.argument);
    }
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee);
      if (isRuntime(callee, 'defer')) marks.defers.add(func);
      if (isRuntime(callee, 'recover')) marks.recovers.add(func);
      if (runsItsFunction(called(node))) for (const arg of node.arguments) handOver(arg);
    }
    eachChild(node, (child) => visit(child, inner));
  };
  const handOver = (arg: Node): void => {
    const func = unwrap(arg);
    if (func.type !== 'ArrowFunctionExpression' || func.async || func.body.type === 'BlockStatement') return;
    if (!waits(called(unwrap(func.body)))) return;
    marks.handedOver.add(func);
    markReturned(func.body);
  };
  const markReturned = (value: Node): void => {
    const node = unwrap(value);
    switch (node.type) {
      case 'CallExpression':
      case 'OptionalCallExpression':
        marks.returned.add(node);
        break;
      case 'ConditionalExpression':
        markReturned(node.consequent);
        markReturned(node.alternate);
        break;
      case 'LogicalExpression':
        markReturned(node.right);
        break;
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        if (last) markReturned(last);
        break;
      }
      default:
        break;
    }
  };
  for (const statement of statements) visit(statement, null);
  return marks;
}
