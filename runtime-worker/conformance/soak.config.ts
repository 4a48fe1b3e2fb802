import { defineConfig } from 'vitest/config';

/** `npm run soak`: the same things over and over, for minutes. */
export default defineConfig({
  test: {
    root: '.',
    include: ['runtime-worker/conformance/soak.run.ts'],
    testTimeout: 24 * 3600_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
