import { exportedTypes } from './project.ts';
import { bundle } from './bundle.ts';
import type { ExportedFile, LineSpan } from '../files.ts';
import type { TypeScriptOptions, TypeScriptProgram } from './emit.ts';

/** One file with everything in it: types, goroutines, the program, and the runtime they stand on. */
export function singleFile(whole: TypeScriptProgram, options: TypeScriptOptions): ExportedFile {
  const { program, goroutines, main, types, api } = whole;
  const own = new Set([...types, ...goroutines.map(({ name }) => name)]);
  const runtime = bundle(options.runtime, own);
  const used = new Set([main, ...goroutines].flatMap((one) => [...one.values, ...one.types]));
  const renamed = [...used].filter((name) => api.get(name) !== undefined && api.get(name)?.name !== name);

  const parts: string[] = [];
  const nodes: LineSpan[] = [];
  let line = 1;
  const add = (text: string, spans: readonly LineSpan[] = []): void => {
    nodes.push(...spans.map(({ node, from, to }) => ({ node, from: from + line - 1, to: to + line - 1 })));
    parts.push(text);
    line += text.split('\n').length - 1;
  };
  add(header(whole));
  add(runtime.imports.map((one) => `${one}\n`).join(''));
  add('\n');
  if (types.length > 0) add(`${exportedTypes(program.types).replace(/^export /gm, '')}\n`);
  for (const one of goroutines) add(`${one.text.replace(/^export /, '')}\n`, one.nodes);
  add('// ---------------------------------------------------------------- the runtime\n\n');
  add(runtime.text);
  for (const name of renamed) add(`const ${name} = ${api.get(name)?.name ?? name};\n`);
  add('\n// ---------------------------------------------------------------- the program\n\n');
  add(main.text, main.nodes);
  return { path: `${fileName(program.name)}.ts`, text: parts.join(''), nodes };
}

function header({ program }: TypeScriptProgram): string {
  const file = fileName(program.name);
  const inputs = program.inputs.map((input) => ` *     --input ${input.name}=PATH\n`);
  return (
    `/**\n * ${program.name.replaceAll('*/', '*')}\n *\n` +
    ' *   npm install --no-save typescript @types/node\n' +
    ` *   npx tsc ${file}.ts --ignoreConfig --strict --target es2023 --module nodenext --types node\n` +
    ` *   node ${file}.js\n${inputs.join('')} */\n`
  );
}

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{ID_Continue}]+/gu, '-')
    .replace(/^-+|-+$/g, '') || 'program';
