import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** The corpus against our runtime, both drivers, and against real Go where there is one. */
export default defineConfig({
  test: {
    root: '.',
    include: ['runtime-worker/conformance/*.test.ts', 'runtime-worker/conformance/*.check.ts'],
    // Most of it waits for processes and threads of its own.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxConcurrency: 4,
  },
});
