// npm test: everything that can be wrong with Weft, and one line that counts it.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { needBrowser } from './browser.mjs';
import { install } from './install.mjs';
import { countsLine, orExit, playwrightFailures, readReport, results, tool, vitest } from './tests.mjs';

const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

const count = ({ passed, failed, skipped = 0, failures: why = [] }) => {
  failures.push(...why);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

async function step(name, run) {
  const began = Date.now();
  console.log(`\n== ${name}`);
  await run();
  console.log(`== ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** A check that passes or fails as a whole. */
const check = (name, script, args) =>
  step(name, async () => {
    const code = await tool(script, args);
    count(
      code === 0
        ? { passed: 1, failed: 0 }
        : { passed: 0, failed: 1, failures: [{ name, why: 'see above' }] },
    );
  });

async function endToEnd() {
  const browser = await needBrowser();
  if (!browser) {
    const why = 'The end-to-end tests need Chromium or Chrome. Install one, or name it in WEFT_BROWSER.';
    return { passed: 0, failed: 1, failures: [{ name: 'end to end', why }] };
  }
  const file = path.join(results, 'end-to-end.json');
  const code = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    WEFT_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, failures: [{ name: 'end to end', why: 'it left no report' }] };
  const { stats } = report;
  const failed = stats.unexpected === 0 && code !== 0 ? 1 : stats.unexpected;
  return {
    passed: stats.expected + stats.flaky,
    failed,
    skipped: stats.skipped,
    failures: orExit(playwrightFailures(report), 'end to end', code),
  };
}

install();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await check('format', 'prettier/bin/prettier.cjs', ['--check', '.', '--log-level=warn']);
await check('types', 'typescript/bin/tsc', ['-b']);
await check('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']);
await step('build', async () => {
  await build('all');
  count({ passed: 1, failed: 0 });
});
await check('package', '../scripts/package-check.mjs', []);
await step('layers, units, properties', async () => count(await vitest('units', [])));
await step('conformance', async () =>
  count(await vitest('conformance', ['--config', 'runtime-worker/conformance/vitest.config.ts'])),
);
await step('end to end', async () => count(await endToEnd()));

// Told once more at the end: what failed may be thousands of lines above.
for (const { name, why } of failures) console.log(`\nFAILED ${name}\n${why.replace(/^/gm, '    ')}`);
console.log(`\n${countsLine(total)}`);
process.exit(total.failed === 0 ? 0 : 1);
