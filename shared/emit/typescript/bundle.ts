import type { Node, Statement } from '@babel/types';
import { invariant } from '../../base/assert.ts';
import { parseDeclarations } from '../../body/parse.ts';
import { eachChild, endOf, startOf } from '../../body/syntax.ts';
import { UniqueNames } from '../names.ts';
import { declaredNames, ENTRY, type RuntimeFile } from './api.ts';

/** Modules joined into one text. */
export interface Bundle {
  /** Import statements of modules that are not among the files. */
  readonly imports: readonly string[];
  readonly text: string;
}

/**
 * Joins the modules of the runtime: imports and exports taken away, each module behind those it has values from. Names
 * declared at the top of several of them, or among `taken`, are given other ones; what the entry exports keeps its
 * name. What the modules must keep to:
 *  - no default export, no renaming export, no import of a whole module under a name;
 *  - names from outside are imported as they are;
 *  - every file they import by a relative path is there.
 * @throws Error in the words of the rule that is broken
 */
export function bundle(files: readonly RuntimeFile[], taken: ReadonlySet<string>): Bundle {
  const modules = files.map(read);
  const names = nameAll(modules, taken);
  const outside = new Map<string, Set<string>>();
  const texts = inOrder(modules).map((module) => {
    for (const [source, imported] of module.outside) {
      const all = outside.get(source) ?? new Set();
      outside.set(source, all);
      for (const name of imported) all.add(name);
    }
    return `// ${module.path}\n\n${strip(module, names(module)).trim()}\n`;
  });
  return {
    imports: [...outside].map(
      ([source, list]) => `import { ${[...list].toSorted().join(', ')} } from '${source}';`,
    ),
    text: texts.join('\n'),
  };
}

interface Module {
  readonly path: string;
  readonly text: string;
  readonly tree: readonly Statement[];
  /** Names declared at its top. */
  readonly own: ReadonlySet<string>;
  /** Names it has from other modules, and those it passes on. */
  readonly imported: ReadonlyMap<string, Imported>;
  /** Paths of the files it imports values from. */
  readonly imports: readonly string[];
  readonly outside: ReadonlyMap<string, readonly string[]>;
}

interface Imported {
  readonly path: string;
  readonly name: string;
}

function read({ path, text }: RuntimeFile): Module {
  const { tree, problems } = parseDeclarations(text);
  invariant(tree !== null && problems.length === 0, `${path} is TypeScript`);
  const own = new Set<string>();
  const imported = new Map<string, Imported>();
  const imports: string[] = [];
  const outside = new Map<string, string[]>();
  for (const node of tree) {
    invariant(node.type !== 'ExportDefaultDeclaration', `${path} has no default export`);
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    for (const { name } of declaration ? declaredNames(declaration) : []) own.add(name);
    const names = specifiersOf(node, path);
    const source = sourceOf(node);
    if (source === null) continue;
    if (source.startsWith('.')) {
      const from = resolve(path, source);
      // Types may stand anywhere.
      if (isOfValues(node, names)) imports.push(from);
      for (const { local, name } of names) imported.set(local, { path: from, name });
    } else if (!(node.type === 'ImportDeclaration' && node.importKind === 'type')) {
      for (const { local, name } of names)
        invariant(local === name, `${path} imports names from outside as they are`);
      const list = names.map(({ name, type }) => (type ? `type ${name}` : name));
      outside.set(source, [...(outside.get(source) ?? []), ...list]);
    }
  }
  return { path, text, tree, own, imported, imports, outside };
}

function sourceOf(node: Node): string | null {
  if (node.type === 'ImportDeclaration') return node.source.value;
  return node.type === 'ExportNamedDeclaration' ? (node.source?.value ?? null) : null;
}

function isOfValues(node: Node, names: readonly Specifier[]): boolean {
  const kind =
    node.type === 'ImportDeclaration' ? node.importKind : 'exportKind' in node ? node.exportKind : null;
  return kind !== 'type' && (names.length === 0 || names.some(({ type }) => !type));
}

interface Specifier {
  readonly local: string;
  readonly name: string;
  readonly type: boolean;
}

function specifiersOf(node: Node, path: string): readonly Specifier[] {
  if (node.type === 'ImportDeclaration') {
    return node.specifiers.map((one) => {
      invariant(
        one.type === 'ImportSpecifier' && one.imported.type === 'Identifier',
        `${path} imports names, not whole modules`,
      );
      return { local: one.local.name, name: one.imported.name, type: one.importKind === 'type' };
    });
  }
  if (node.type !== 'ExportNamedDeclaration') return [];
  return node.specifiers.map((one) => {
    invariant(
      one.type === 'ExportSpecifier' &&
        one.exported.type === 'Identifier' &&
        one.local.name === one.exported.name,
      `${path} exports under the names it has`,
    );
    return { local: one.local.name, name: one.local.name, type: one.exportKind === 'type' };
  });
}

/** `../core/a.ts` seen from `drivers/b.ts`. */
function resolve(from: string, to: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of to.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Gives every top-level name one of its own. The result: what changes in a module. */
function nameAll(
  modules: readonly Module[],
  taken: ReadonlySet<string>,
): (module: Module) => ReadonlyMap<string, string> {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const origin = ({ path, name }: Imported): Imported => {
    const module = byPath.get(path);
    invariant(module !== undefined, `${path}, which another file imports, is among the files`);
    const further = module.own.has(name) ? undefined : module.imported.get(name);
    return further === undefined ? { path, name } : origin(further);
  };
  const key = ({ path, name }: Imported): string => `${path} ${name}`;
  const unique = new UniqueNames(taken);
  const final = new Map<string, string>();
  const assign = (from: Imported): void => {
    if (!final.has(key(from))) final.set(key(from), unique.take(from.name));
  };
  const entry = byPath.get(ENTRY);
  for (const from of entry?.imported.values() ?? []) assign(origin(from));
  for (const { path, own } of modules) for (const name of own) assign({ path, name });
  return ({ path, own, imported }) => {
    const changes = new Map<string, string>();
    const note = (local: string, from: Imported): void => {
      const name = final.get(key(from));
      invariant(name !== undefined, `${from.path} declares ${from.name}`);
      if (name !== local) changes.set(local, name);
    };
    for (const [local, from] of imported) note(local, origin(from));
    for (const name of own) note(name, { path, name });
    return changes;
  };
}

/** Each module behind those it has values from; where they go in a circle, in the order of the files. */
function inOrder(modules: readonly Module[]): readonly Module[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<Module>();
  const ordered: Module[] = [];
  const visit = (module: Module): void => {
    if (done.has(module)) return;
    done.add(module);
    for (const path of module.imports) {
      const imported = byPath.get(path);
      invariant(imported !== undefined, `${path}, which ${module.path} imports, is among the files`);
      visit(imported);
    }
    ordered.push(module);
  };
  for (const module of modules) visit(module);
  return ordered;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function strip(module: Module, changes: ReadonlyMap<string, string>): string {
  const edits: Edit[] = [];
  for (const node of module.tree) {
    if (node.type === 'ImportDeclaration') {
      edits.push({ start: startOf(node), end: endOf(node), text: '' });
    } else if (node.type === 'ExportNamedDeclaration') {
      const end = node.declaration ? startOf(node.declaration) : endOf(node);
      edits.push({ start: startOf(node), end, text: '' });
    }
  }
  if (changes.size > 0) {
    for (const node of module.tree) if (sourceOf(node) === null) rename(node, changes, edits);
  }
  let { text } = module;
  for (const { start, end, text: fresh } of edits.toSorted((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + fresh + text.slice(end);
  }
  return text.replace(/\n{3,}/g, '\n\n');
}

/**
 * Gives a name another one wherever it is no member, key or label. Variables inside that hide it are renamed with
 * it, so nothing is confused.
 */
function rename(node: Node, changes: ReadonlyMap<string, string>, edits: Edit[]): void {
  if (node.type === 'Identifier') {
    const fresh = changes.get(node.name);
    const start = startOf(node);
    if (fresh !== undefined) edits.push({ start, end: start + node.name.length, text: fresh });
  }
  if (node.type === 'ObjectProperty' && node.shorthand && node.key.type === 'Identifier') {
    const fresh = changes.get(node.key.name);
    const start = startOf(node);
    if (fresh !== undefined) {
      edits.push({ start, end: start + node.key.name.length, text: `${node.key.name}: ${fresh}` });
    }
    if (node.value.type === 'AssignmentPattern') rename(node.value.right, changes, edits);
    return;
  }
  eachChild(node, (child) => {
    if (!isPlainName(node, child)) rename(child, changes, edits);
  });
}

/** Member, key or label: a name that is looked up, not declared. */
const isPlainName = (node: Node, child: Node): boolean =>
  ('key' in node && node.key === child && !('computed' in node && node.computed === true)) ||
  ('property' in node && node.property === child && 'computed' in node && !node.computed) ||
  ('label' in node && node.label === child);
