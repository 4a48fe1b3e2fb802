import { invariant } from '../../base/assert.ts';
import type { ApiName } from './api.ts';
import type { Source, GoroutineSource } from './source.ts';

/** What a file of a project can import. */
export interface Importable {
  readonly api: ReadonlyMap<string, ApiName>;
  readonly types: readonly string[];
  readonly goroutines: readonly GoroutineSource[];
}

/** The import statements a source needs, in a folder `up` (`./`, `../`) from `src`. */
export function importsOf(source: Source, up: string, from: Importable): readonly string[] {
  const lines: string[] = [];
  const used = [...source.values, ...source.types].toSorted(byName);
  const runtime = used.filter((name) => from.api.has(name) && !from.types.includes(name));
  if (runtime.length > 0) {
    const onlyTypes = runtime.every((name) => !source.values.has(name));
    const names = runtime.map((name) => (onlyTypes || source.values.has(name) ? name : `type ${name}`));
    lines.push(statement(onlyTypes ? 'import type' : 'import', names, `${up}weft.ts`));
  }
  const types = used.filter((name) => from.types.includes(name));
  if (types.length > 0) lines.push(statement('import type', types, `${up}types.ts`));
  for (const { name } of from.goroutines) {
    if (source.values.has(name)) lines.push(statement('import', [name], `${up}goroutines/${name}.ts`));
  }
  return lines;
}

/** `src/weft.ts`: the names of the runtime that the program uses, each from the file that defines it. */
export function facade(names: Iterable<string>, api: ReadonlyMap<string, ApiName>): string {
  const byPath = new Map<string, string[]>();
  for (const name of [...names].toSorted(byName)) {
    const found = api.get(name);
    invariant(found !== undefined, `the runtime exports ${name}`);
    const written = found.name === name ? name : `${found.name} as ${name}`;
    const list = byPath.get(found.path) ?? [];
    list.push(found.typeOnly ? `type ${written}` : written);
    byPath.set(found.path, list);
  }
  const lines = [...byPath].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    '/** The runtime’s names that this program uses. */',
    ...lines.map(([path, list]) => statement('export', list, `./weft/${path}`)),
    '',
  ].join('\n');
}

function statement(keyword: string, names: readonly string[], path: string): string {
  const short = `${keyword} { ${names.join(', ')} } from '${path}';`;
  return short.length <= 110
    ? short
    : `${keyword} {\n${names.map((name) => `  ${name},\n`).join('')}} from '${path}';`;
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
