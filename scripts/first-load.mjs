// How much script the window loads before a person opens a drawing: `node scripts/first-load.mjs` lists it.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { windowConfig } from './window-config.mjs';

/** Large, and loaded when first asked for: building them here would only take time. */
const LAZY = [/^monaco-editor(?:\/|$)/, /^elkjs\//];

/** What follows the entry at once or as soon as the page is idle, by the name of its module. */
const FOLLOWS = [
  'renderer/app/boot.ts',
  'renderer/app/Workspace.tsx',
  'renderer/gallery/preview.ts',
  'shared/blocks/upgrade.ts',
];

/**
 * Builds the window in memory, as it is packaged, whatever the process is for.
 * @returns every script of the first load with its bytes, plain and packed, what it loads from outside, and the modules in it
 */
export async function firstLoad() {
  const config = windowConfig();
  const workers = [];
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  const built = await build({
    ...config,
    worker: {
      ...config.worker,
      plugins: () => [
        {
          name: 'sizes-of-workers',
          generateBundle(_options, bundle) {
            workers.push(...Object.values(bundle).filter(({ type }) => type === 'chunk'));
          },
        },
      ],
    },
    build: {
      ...config.build,
      write: false,
      sourcemap: false,
      rolldownOptions: { ...config.build.rolldownOptions, external: LAZY },
    },
  }).finally(() => {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  });
  const chunks = new Map(
    built.output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]),
  );
  const loaded = new Set();
  const load = (name) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const next of chunks.get(name)?.imports ?? []) load(next);
  };
  for (const chunk of chunks.values()) {
    const holds = (file) => Object.keys(chunk.modules).some((id) => id.endsWith(`/${file}`));
    if (chunk.isEntry || FOLLOWS.some(holds)) load(chunk.fileName);
  }
  const trace = workers.find(({ name }) => name === 'trace-worker');
  const all = [...[...loaded].map((name) => chunks.get(name)), trace];
  return all.map((chunk) => ({
    name: chunk.fileName,
    bytes: Buffer.byteLength(chunk.code),
    packed: gzipSync(chunk.code).length,
    // What is left outside counts as if it were inside.
    modules: [...Object.keys(chunk.modules), ...chunk.imports.filter((id) => !chunks.has(id))],
  }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const scripts = (await firstLoad()).sort((a, b) => b.bytes - a.bytes);
  const line = (bytes, packed, name) =>
    console.log(String(bytes).padStart(9), String(packed).padStart(8), name);
  const sum = (of) => scripts.reduce((all, each) => all + each[of], 0);
  line('bytes', 'gzip', 'script');
  for (const { name, bytes, packed } of scripts) line(bytes, packed, name);
  line(sum('bytes'), sum('packed'), 'in all');
}
