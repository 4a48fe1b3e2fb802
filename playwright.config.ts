import { defineConfig } from '@playwright/test';

/**
 * `electron` runs in the real binary where it is here, and in the stand-in elsewhere (main/e2e/README.md); `web` runs
 * the same specs in a browser. Specs of one shell alone say so in their names.
 */
export default defineConfig({
  testDir: 'main/e2e',
  testMatch: ['**/*.spec.ts', '**/*.e2e.ts'],
  outputDir: 'test-results/playwright',
  snapshotPathTemplate: '{testDir}/pictures/{projectName}/{arg}{ext}',
  globalSetup: './main/e2e/build.ts',
  // One at a time: each test has processes of its own, and a machine may have two cores.
  workers: 1,
  timeout: 120_000,
  reporter: [['list']],
  forbidOnly: process.env['CI'] !== undefined,
  expect: {
    timeout: 10_000,
    toHaveScreenshot: { maxDiffPixelRatio: 0.002, animations: 'disabled', caret: 'hide', scale: 'css' },
  },
  use: { trace: 'off' },
  projects: [
    { name: 'electron', testIgnore: '**/web-*.spec.ts' },
    { name: 'web', testIgnore: ['**/electron-*.spec.ts'] },
  ],
});
