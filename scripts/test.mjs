// npm test: everything that can be wrong with Weft, and one line that counts it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { needBrowser } from './browser.mjs';
import { install, root } from './install.mjs';

const results = path.join(root, 'test-results');
const total = { passed: 0, failed: 0, skipped: 0 };

const count = (passed, failed, skipped = 0) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

/** Runs a tool of node_modules and resolves to its exit code. */
function tool(script, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

async function step(name, run) {
  const began = Date.now();
  console.log(`\n== ${name}`);
  await run();
  console.log(`== ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** A check that passes or fails as a whole. */
const check = (name, script, args) =>
  step(name, async () => ((await tool(script, args)) === 0 ? count(1, 0) : count(0, 1)));

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** Unit, layer, property and conformance tests. A run that ends without a report, or non-zero without a failed test, is one failure. */
async function vitest() {
  const file = path.join(results, 'vitest.json');
  const code = await tool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport(file);
  if (!report) return count(0, 1);
  count(report.numPassedTests, report.numFailedTests, report.numPendingTests + (report.numTodoTests ?? 0));
  if (code !== 0 && report.numFailedTests === 0) count(0, 1);
}

async function playwright(browser) {
  if (!browser) {
    console.error('The end-to-end tests need Chromium or Chrome. Install one, or name it in WEFT_BROWSER.');
    return count(0, 1);
  }
  const file = path.join(results, 'playwright.json');
  const code = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    WEFT_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const stats = readReport(file)?.stats;
  if (!stats) return count(0, 1);
  count(stats.expected + stats.flaky, stats.unexpected, stats.skipped);
  if (code !== 0 && stats.unexpected === 0) count(0, 1);
}

install();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await step('format', async () =>
  (await tool('prettier/bin/prettier.cjs', ['--check', '.', '--log-level=warn'])) === 0
    ? count(1, 0)
    : count(0, 1),
);
await check('types', 'typescript/bin/tsc', ['-b']);
await check('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']);
await step('build', async () => {
  await build('all');
  count(1, 0);
});
await step('layers, units, properties, conformance', vitest);
if (existsSync(path.join(root, 'playwright.config.ts')))
  await step('end to end', async () => playwright(await needBrowser()));

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);
