import { defineConfig } from 'vitest/config';

/** The corpus against our runtime, both drivers, and against real Go where there is one. */
export default defineConfig({
  test: {
    root: '.',
    include: ['runtime-worker/conformance/*.test.ts', 'runtime-worker/conformance/*.check.ts'],
    testTimeout: 60_000,
    maxConcurrency: 4,
    env: { WEFT_CONFORMANCE: 'full' },
  },
});
