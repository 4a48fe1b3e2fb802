import { parseDeclarations } from '../../body/parse.ts';
import { freeNames } from '../../body/free-names.ts';
import { endOf, startOf } from '../../body/syntax.ts';
import type { ExportedFile } from '../files.ts';
import type { TypeScriptOptions, TypeScriptProgram } from './emit.ts';
import { facade, importsOf } from './imports.ts';
import { inputPath, type Source } from './source.ts';

/** Versions the exported project asks for. */
export const PROJECT_DEPENDENCIES = { '@types/node': '24.19.2', typescript: '7.0.2' } as const;

/** A folder that builds with `tsc` and runs with `node`. */
export function projectFiles(whole: TypeScriptProgram, options: TypeScriptOptions): readonly ExportedFile[] {
  const { program, goroutines, main, api } = whole;
  const types = typesSource(whole);
  const sources = [main, ...goroutines, ...(types === null ? [] : [types])];
  const used = new Set(sources.flatMap(({ values, types: names }) => [...values, ...names]));
  const names = [...used].filter((name) => api.has(name) && !whole.types.includes(name));
  return [
    plain('package.json', packageJson(program.name)),
    plain('tsconfig.json', TSCONFIG),
    plain('README.md', readme(whole)),
    plain('weft.json', options.document),
    ...program.inputs.map((input) => plain(inputPath(input), input.sample)),
    withImports('src/main.ts', main, './', whole),
    ...goroutines.map((one) => withImports(`src/goroutines/${one.name}.ts`, one, '../', whole)),
    ...(types === null ? [] : [withImports('src/types.ts', types, './', { ...whole, types: [] })]),
    plain('src/weft.ts', facade(names, api)),
    ...options.runtime.map(({ path, text }) => plain(`src/weft/${path}`, text)),
  ];
}

const plain = (path: string, text: string): ExportedFile => ({ path, text, nodes: [] });

function withImports(path: string, source: Source, up: string, whole: TypeScriptProgram): ExportedFile {
  const imports = importsOf(source, up, whole);
  const head = imports.length === 0 ? '' : `${imports.join('\n')}\n\n`;
  const shift = head.split('\n').length - 1;
  return {
    path,
    text: head + source.text,
    nodes: source.nodes.map(({ node, from, to }) => ({ node, from: from + shift, to: to + shift })),
  };
}

/** The document's declarations, exported. Null when it has none. */
function typesSource({ program, types }: TypeScriptProgram): Source | null {
  if (types.length === 0) return null;
  const text = exportedTypes(program.types);
  const free = freeNames(text);
  return { text, nodes: [], values: free.values, types: free.types };
}

/** Every declaration with `export` in front of it. */
export function exportedTypes(types: string): string {
  let text = types;
  for (const node of (parseDeclarations(types).tree ?? []).toReversed()) {
    if (node.type !== 'TSInterfaceDeclaration' && node.type !== 'TSTypeAliasDeclaration') continue;
    const at = startOf(node);
    text = `${text.slice(0, at)}export ${text.slice(at, endOf(node))}${text.slice(endOf(node))}`;
  }
  return `${text.trim()}\n`;
}

function packageJson(name: string): string {
  const json = {
    name: packageName(name),
    version: '1.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=20' },
    scripts: { build: 'tsc', start: 'tsc && node dist/main.js' },
    devDependencies: PROJECT_DEPENDENCIES,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

const packageName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'weft-program';

const TSCONFIG = `${JSON.stringify(
  {
    compilerOptions: {
      target: 'es2022',
      lib: ['es2023'],
      module: 'nodenext',
      moduleResolution: 'nodenext',
      types: ['node'],
      strict: true,
      noImplicitReturns: true,
      noFallthroughCasesInSwitch: true,
      rewriteRelativeImportExtensions: true,
      skipLibCheck: true,
      rootDir: 'src',
      outDir: 'dist',
      sourceMap: true,
    },
    include: ['src'],
  },
  null,
  2,
)}\n`;

function readme({ program, goroutines }: TypeScriptProgram): string {
  const inputs = program.inputs.map(
    (input) =>
      `- \`${input.name}\`: \`${inputPath(input)}\`; another file with \`--input ${input.name}=PATH\``,
  );
  return [
    `# ${program.name}`,
    '',
    'Goroutines and channels in TypeScript. Node 20 or later.',
    '',
    '```sh',
    'npm install',
    'npm start',
    '```',
    '',
    ...(inputs.length === 0 ? [] : ['## Inputs', '', ...inputs, '']),
    '## What is here',
    '',
    '| file | |',
    '|---|---|',
    '| `src/main.ts` | makes the channels and locks, starts the goroutines, runs the program |',
    ...goroutines.map(
      ({ name, goroutine }) => `| \`src/goroutines/${name}.ts\` | ${times(goroutine.replicas)} |`,
    ),
    ...(program.types.trim() === '' ? [] : ['| `src/types.ts` | the types they share |']),
    '| `src/weft.ts`, `src/weft` | the runtime: scheduler, channels, locks, context, time |',
    '| `weft.json` | the drawing; Weft opens it |',
    '',
  ].join('\n');
}

const times = (replicas: number): string => (replicas === 1 ? 'a goroutine' : `${replicas} goroutines`);
