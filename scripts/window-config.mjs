// How the window is bundled: files only, nothing inlined, so that it runs under the page's content security policy.
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { root } from './install.mjs';

/** Read by workers only: the page has a module in their place that refuses. */
const ELSEWHERE = ['shared/body/lower.ts', 'shared/body/zero.ts'].map((file) => path.join(root, file));

/** Keeps the compiler of bodies, and its parser, out of what the page's own thread loads. */
const compiledElsewhere = {
  name: 'compiled-elsewhere',
  enforce: 'pre',
  resolveId(source, importer) {
    if (importer === undefined || !source.startsWith('.')) return null;
    const file = path.resolve(path.dirname(importer), source);
    return ELSEWHERE.includes(file) ? path.join(root, 'renderer/stores/compiled-elsewhere.ts') : null;
  },
};

export const windowConfig = () => ({
  configFile: false,
  root: path.join(root, 'renderer'),
  base: './',
  logLevel: 'warn',
  // Workers have plugins of their own: none.
  plugins: [react(), compiledElsewhere],
  worker: { format: 'es' },
  build: {
    outDir: path.join(root, 'out/renderer'),
    emptyOutDir: true,
    sourcemap: true,
    target: 'chrome150',
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8000,
  },
});
