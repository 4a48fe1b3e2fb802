// How the window is bundled: files only, nothing inlined, so that it runs under the page's content security policy.
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { root } from './install.mjs';

export const windowConfig = () => ({
  configFile: false,
  root: path.join(root, 'renderer'),
  base: './',
  logLevel: 'warn',
  plugins: [react()],
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
