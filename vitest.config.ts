import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts', '{shared,runtime-worker,main,renderer,scripts}/**/*.test.{ts,tsx,mjs}'],
    // The corpus has a configuration of its own: runtime-worker/conformance/vitest.config.ts.
    exclude: ['**/node_modules/**', 'out/**', 'dist/**', 'runtime-worker/conformance/**'],
    testTimeout: 30_000,
  },
});
