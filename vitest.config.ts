import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.test.ts', '{shared,runtime-worker,main,renderer,scripts}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['**/node_modules/**', 'out/**', 'dist/**'],
    testTimeout: 30_000,
  },
});
