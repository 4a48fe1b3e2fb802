import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build as bundle, type InlineConfig, type Plugin } from 'vite';
// @ts-expect-error a plain script without types
import { nodeBundle } from '../../scripts/build.mjs';

/** Builds what the shell's own tests run: the stand-in, and the shells around the fixture's services and page. */

export const root = path.resolve(import.meta.dirname, '../..');
export const double = path.join(root, 'main/e2e/electron-double/electron');
export const fixture = path.join(root, 'out/shell-fixture');

const doubleOut = path.join(root, 'out/electron-double');
const nodeConfig = nodeBundle as (name: string, entry: string, outDir: string) => InlineConfig;

/** The shells take their services from one module: this puts the fixture's in its place. */
const fixtureServices: Plugin = {
  name: 'fixture-services',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/app/app.ts') ? path.join(root, 'main/e2e/fixtures/app.ts') : null,
};

async function node(
  name: string,
  entry: string,
  outDir: string,
  plugins: readonly Plugin[] = [],
): Promise<void> {
  await bundle({ ...nodeConfig(name, entry, outDir), plugins: [...plugins] });
}

async function buildDouble(): Promise<void> {
  await node('boot', 'main/e2e/electron-double/boot.ts', doubleOut);
  await node('utility-preload', 'main/e2e/electron-double/utility-preload.ts', doubleOut);
  await bundle({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      outDir: doubleOut,
      emptyOutDir: false,
      minify: false,
      target: 'chrome150',
      lib: {
        entry: path.join(root, 'main/e2e/electron-double/page-world.ts'),
        formats: ['iife'],
        name: 'electronDoublePage',
        fileName: () => 'page-world.js',
      },
    },
  });
}

async function buildFixture(): Promise<void> {
  const out = path.join(fixture, 'out/main');
  const services = [fixtureServices];
  await node('main', 'main/electron/main.ts', out, services);
  await node('preload', 'main/electron/preload.ts', out);
  await node('serve', 'main/web/serve.ts', out, services);
  await node('runtime-host', 'main/e2e/fixtures/host.ts', out);
  await node('fixture-thread', 'main/e2e/fixtures/thread.ts', out);
  await bundle({
    configFile: false,
    root: path.join(root, 'main/e2e/fixtures/page'),
    base: './',
    logLevel: 'warn',
    worker: { format: 'es' },
    build: {
      outDir: path.join(fixture, 'out/renderer'),
      emptyOutDir: true,
      target: 'chrome150',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  });
  const description = {
    name: 'weft-fixture',
    productName: 'Weft',
    version: '9.8.7',
    main: 'out/main/main.cjs',
  };
  mkdirSync(fixture, { recursive: true });
  writeFileSync(path.join(fixture, 'package.json'), JSON.stringify(description));
  cpSync(path.join(root, 'assets/app-icons'), path.join(fixture, 'assets/app-icons'), {
    recursive: true,
    force: true,
  });
}

/** For Playwright, once before all specs. */
export default async function setup(): Promise<void> {
  await buildDouble();
  await buildFixture();
}
