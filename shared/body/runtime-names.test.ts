import { expect, test } from 'vitest';
import { declared } from './declared.ts';
import { parseDeclarations } from './parse.ts';
import { RUNTIME_DECLARATIONS } from './runtime-declarations.ts';
import {
  isRuntimeType,
  runtimeNames,
  runtimeTypeNames,
  runtimeTypeNode,
  runtimeValueNode,
} from './runtime-names.ts';

const { tree, problems } = parseDeclarations(RUNTIME_DECLARATIONS);
const whole = declared(tree ?? []);
const shape = (node: unknown): unknown =>
  JSON.parse(JSON.stringify(node, (key, value) => (OFFSETS.has(key) ? undefined : (value as unknown))));
const OFFSETS: ReadonlySet<string> = new Set(['start', 'end', 'loc', 'extra']);

test('the names are those of the declarations read as a whole, in their order', () => {
  expect(problems).toEqual([]);
  expect([...runtimeNames()]).toEqual([...whole.values.keys()]);
  expect([...runtimeTypeNames()]).toEqual([...whole.types.keys()].filter((name) => !whole.values.has(name)));
  expect(tree).toHaveLength(new Set([...whole.types.keys(), ...whole.values.keys()]).size);
});

test.each([...whole.types])('the type %s says alone what it says among the others', (name, node) => {
  expect(isRuntimeType(name)).toBe(true);
  expect(shape(runtimeTypeNode(name))).toEqual(shape(node));
});

test.each([...whole.values])('%s says alone what it says among the others', (name, node) => {
  expect(shape(runtimeValueNode(name))).toEqual(shape(node));
});

test('nothing else is a name of the runtime', () => {
  expect(runtimeTypeNode('Array')).toBeUndefined();
  expect(runtimeTypeNode('log')).toBeUndefined();
  expect(runtimeValueNode('Chan')).toBeUndefined();
});
