// Builds everything: the window with vite, and one self-contained CommonJS bundle per Node entry.
import { builtinModules } from 'node:module';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, root } from './install.mjs';

/** Bundle name to entry file. A sandboxed preload and a worker must each be one file. */
export const ENTRIES = {
  'runtime-host': 'runtime-worker/host/runtime-host.ts',
  worker: 'runtime-worker/host/worker.ts',
  cli: 'main/cli/cli.ts',
  serve: 'main/web/serve.ts',
  main: 'main/electron/main.ts',
  preload: 'main/electron/preload.ts',
};

const SOURCES = ['shared', 'runtime-worker', 'main', 'renderer', 'assets', 'scripts', 'package-lock.json'];
const EXTERNAL = [/^electron(\/.*)?$/, /^node:/, ...builtinModules];

/** Options for one Node bundle, also used by tests that need a worker's bundle. */
export function nodeBundle(name, entry, outDir) {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    mode: 'production',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      sourcemap: true,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: { [name]: path.join(root, entry) },
        external: EXTERNAL,
        // SES refuses to start in sloppy mode, and what was an ES module is strict.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          codeSplitting: false,
          banner: "'use strict';",
        },
      },
    },
  };
}

async function buildNode(names) {
  const { build } = await import('vite');
  for (const name of names) {
    if (existsSync(path.join(root, ENTRIES[name]))) await build(nodeBundle(name, ENTRIES[name], 'out/main'));
  }
}

async function buildWindow() {
  const { build } = await import('vite');
  const { windowConfig } = await import('./window-config.mjs');
  await build(windowConfig());
}

function newest(file) {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(
    0,
    ...readdirSync(file)
      .filter((name) => name !== 'node_modules')
      .map((name) => newest(path.join(file, name))),
  );
}

const stamp = (what) => path.join(root, 'out', `.built-${what}`);

/** True when `what` was built after the last change of a source. */
export function fresh(what) {
  if (!existsSync(stamp(what))) return false;
  const built = statSync(stamp(what)).mtimeMs;
  return SOURCES.every(
    (name) => !existsSync(path.join(root, name)) || newest(path.join(root, name)) <= built,
  );
}

/**
 * Builds what is stale.
 * @param what 'tools': what the command line needs; 'all': the window and the shells too
 */
export async function build(what) {
  const started = Date.now();
  if (what === 'tools') {
    if (fresh('tools')) return;
    await buildNode(['runtime-host', 'worker', 'cli']);
    writeFileSync(stamp('tools'), '');
    return;
  }
  if (!fresh('all')) {
    await buildNode(Object.keys(ENTRIES));
    await buildWindow();
    writeFileSync(stamp('tools'), '');
    writeFileSync(stamp('all'), '');
  }
  return Date.now() - started;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  install();
  const took = await build('all');
  console.log(`built in ${(took / 1000).toFixed(1)} s`);
}
