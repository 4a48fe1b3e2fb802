import type { Node } from '@babel/types';
import { declared } from './declared.ts';
import { parseDeclarations } from './parse.ts';
import { RUNTIME_DECLARATIONS } from './runtime-declarations.ts';

/**
 * The runtime's declarations by name. Each begins a line and is parsed when somebody first asks what it says: a body
 * asks for a few of them, and to parse all was a third of the first compilation in a process.
 */

/** Names of functions, classes and constants of the runtime, which every body has in scope. */
export const runtimeNames = (): ReadonlySet<string> => table().names;

/** Names of the runtime's types that are not values too. */
export const runtimeTypeNames = (): ReadonlySet<string> => table().typeNames;

/** Is it the name of a type of the runtime? Its classes are types, too. */
export const isRuntimeType = (name: string): boolean => table().types.has(name);

/** The declaration of a type of the runtime. */
export const runtimeTypeNode = (name: string): Node | undefined =>
  isRuntimeType(name) ? find(name).types.get(name) : undefined;

/** The declaration of a function or class of the runtime; of a constant its name, with its type. */
export const runtimeValueNode = (name: string): Node | undefined =>
  runtimeNames().has(name) ? find(name).values.get(name) : undefined;

interface Table {
  readonly names: ReadonlySet<string>;
  readonly typeNames: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** The text of each, without comments. */
  readonly texts: ReadonlyMap<string, string>;
}

let known: Table | null = null;

const table = (): Table => (known ??= readTable());

function readTable(): Table {
  const bare = RUNTIME_DECLARATIONS.replace(/\/\*\*[\s\S]*?\*\/|^\/\/.*$/gm, '');
  const found = [...bare.matchAll(/^(?:declare (function|class|const)|interface|type) (\w+)/gm)];
  const names = new Set<string>();
  const types = new Set<string>();
  const texts = new Map<string, string>();
  found.forEach(({ index, 1: value, 2: name = '' }, at) => {
    if (value !== undefined) names.add(name);
    if (value === undefined || value === 'class') types.add(name);
    texts.set(name, bare.slice(index, found[at + 1]?.index));
  });
  return { names, typeNames: new Set([...types].filter((name) => !names.has(name))), types, texts };
}

const parsed = new Map<string, ReturnType<typeof declared>>();

function find(name: string): ReturnType<typeof declared> {
  const before = parsed.get(name);
  if (before !== undefined) return before;
  const found = declared(parseDeclarations(table().texts.get(name) ?? '').tree ?? []);
  parsed.set(name, found);
  return found;
}
