import path from 'node:path';

/** The runtime an exported program carries: the sources its entry reaches, verbatim. */

const ENTRY = 'runtime-worker/drivers/node.ts';

const texts = import.meta.glob<string>(
  [
    '../../runtime-worker/{core,drivers}/**/*.ts',
    '../../shared/{base,trace,ir,schedule}/*.ts',
    '!**/*.test.ts',
    '!**/*.bench.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

const IMPORT = /\bfrom\s*'(\.[^']+)'/g;

/**
 * Every file reachable from the driver for Node, by its path in this project, in an order where each comes after
 * what it imports.
 * @throws Error naming a file that is imported and not carried: a mistake in the patterns above
 */
export function runtimeSources(): readonly { readonly path: string; readonly text: string }[] {
  const byPath = new Map(Object.entries(texts).map(([name, text]) => [name.replace(/^(\.\.\/)+/, ''), text]));
  const done = new Map<string, string>();
  const visiting = new Set<string>();
  const visit = (file: string): void => {
    if (done.has(file) || visiting.has(file)) return;
    const text = byPath.get(file);
    if (text === undefined) throw new Error(`the exported runtime needs ${file}, which is not carried`);
    visiting.add(file);
    for (const [, name = ''] of text.matchAll(IMPORT)) visit(path.posix.join(path.posix.dirname(file), name));
    visiting.delete(file);
    done.set(file, text);
  };
  visit(ENTRY);
  return [...done].map(([file, text]) => ({ path: file, text }));
}
