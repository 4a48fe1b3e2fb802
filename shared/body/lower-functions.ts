import { join, text, type } from '../ir/build.ts';
import type { Code, Func } from '../ir/program.ts';
import { hoistable } from './hoisting.ts';
import { isThisParameter, modifiers } from './erase.ts';
import { lowerStretch } from './lower-code.ts';
import { indentOf, type Inside, type Lowering } from './lowering.ts';
import { endOf, startOf, type FunctionNode } from './syntax.ts';

/** A function of the body, with its statements, to `Func`. */
export function lowerFunction(node: FunctionNode, outside: Inside, low: Lowering): Func {
  const { marks } = low;
  const handedOver = marks.handedOver.has(node);
  const waits = node.async === true || handedOver;
  const form = formOf(node);
  const inside: Inside = { waits, indent: outside.indent, selects: [] };
  return {
    name: nameOf(node, low),
    generics: node.typeParameters
      ? low.text.slice(startOf(node.typeParameters), endOf(node.typeParameters))
      : '',
    params: parameters(node, outside, low),
    // What it waits for is handed to the runtime, so its type says nothing of use.
    returns:
      node.returnType && !handedOver ? low.text.slice(startOf(node.returnType), endOf(node.returnType)) : '',
    form,
    waits,
    body:
      node.body.type === 'BlockStatement'
        ? low.statements(node.body.body, startOf(node.body) + 1, endOf(node.body) - 1, inside)
        : [
            {
              is: 'return',
              value: low.code(node.body, { ...inside, indent: indentOf(node.body, low.text) }),
              origin: low.origin(node.body),
            },
          ],
    defers: marks.defers.has(node),
    recovers: marks.recovers.has(node),
    lifts: liftedVariables(node, low),
    hoistable: waits ? hoistable(node, low.scopes) : [],
    origin: low.origin(node),
  };
}

function formOf(node: FunctionNode): Func['form'] {
  switch (node.type) {
    case 'FunctionDeclaration':
      return 'declaration';
    case 'FunctionExpression':
      return 'expression';
    case 'ArrowFunctionExpression':
      return node.body.type === 'BlockStatement' ? 'arrow' : 'concise';
    default:
      return 'method';
  }
}

/** Of a method everything before its parameters, without `async` and without what is TypeScript only. */
function nameOf(node: FunctionNode, low: Lowering): string {
  if (node.type === 'ArrowFunctionExpression') return '';
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return node.id?.name ?? '';
  const computed = 'computed' in node && node.computed === true;
  const keyStart = computed ? low.text.lastIndexOf('[', startOf(node.key)) : startOf(node.key);
  const keyEnd = computed ? low.text.indexOf(']', endOf(node.key)) + 1 : endOf(node.key);
  const start = startOf(node);
  let head = low.text.slice(start, keyStart);
  for (const { start: from, end: to } of modifiers(node, keyStart, low.text).toReversed()) {
    head = head.slice(0, from - start) + head.slice(to - start);
  }
  if (node.async) head = head.replace(/\basync\b\s*/, '');
  return head + low.text.slice(keyStart, keyEnd);
}

function parameters(node: FunctionNode, outside: Inside, low: Lowering): Code {
  const params = node.params.filter((param) => !isThisParameter(param));
  const [first] = params;
  const last = params.at(-1);
  const inside: Inside = { ...outside, waits: false, selects: [] };
  const written: Code =
    first && last ? lowerStretch(startOf(first), endOf(last), params, inside, low) : text('');
  if (!low.marks.recovers.has(node)) return written;
  // Rule PN-5: the runtime hands `recover` to the function it defers, and to nobody that one calls.
  return join(written, first ? ', recover' : 'recover', type(': Recover'), ' = noRecover');
}

/**
 * Variables around the function that it uses, if each keeps its value from where the function is made, and
 * nothing else ties it to its place.
 */
function liftedVariables(node: FunctionNode, low: Lowering): readonly string[] | null {
  // A function expression that calls itself by its own name has that name only where it stands.
  if (node.type === 'FunctionExpression' && low.scopes.references.some((use) => use.binding?.node === node)) {
    return null;
  }
  const names: string[] = [];
  for (const binding of low.scopes.captures(node)) {
    if (!low.scopes.keepsValue(binding, node)) return null;
    names.push(binding.name);
  }
  const own = low.scopes.declaredIn(node);
  // A default value may use the outer variable that a variable of the body hides.
  return names.some((name) => own.has(name)) ? null : names;
}
