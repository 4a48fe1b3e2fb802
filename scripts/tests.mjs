// Runs test runners and counts what they report.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './install.mjs';

export const results = path.join(root, 'test-results');

/** Runs a script of node_modules, its output to ours; resolves to its exit code. */
export function tool(script, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A report as its runner wrote it; undefined when it wrote none. */
export const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

const LONGEST_REASON = 12;

/** The first lines of what a runner says of a failure, without colours. */
const reason = (text = '') =>
  stripVTControlCharacters(text).trim().split('\n').slice(0, LONGEST_REASON).join('\n');

/** `file › test`, and why, for each test of a vitest report that failed, and each file that could not be run. */
export const vitestFailures = (report) =>
  report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && status === 'failed') return [{ name: file, why: reason(message) }];
    return failed.map((test) => ({
      name: `${file} › ${test.fullName}`,
      why: reason(test.failureMessages[0]),
    }));
  });

/** The same for a report of Playwright. */
export function playwrightFailures(report) {
  const failures = [];
  const visit = (suite, above) => {
    for (const child of suite.suites ?? []) visit(child, [...above, child.title]);
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests)
        if (test.status === 'unexpected')
          failures.push({
            name: [`[${test.projectName}] ${above.join(' › ')}`, spec.title].join(' › '),
            why: reason(test.results.at(-1)?.error?.message),
          });
  };
  for (const suite of report.suites) visit(suite, [suite.title]);
  return [...failures, ...report.errors.map((error) => ({ name: 'end to end', why: reason(error.message) }))];
}

/** A runner may fail without a failed test. */
export const orExit = (failures, name, code) =>
  code !== 0 && failures.length === 0 ? [{ name, why: `it ended with exit code ${code}` }] : failures;

/**
 * Runs vitest and counts its tests. A run that leaves no report, or fails without a failed test, is one failure.
 * @returns {Promise<{ passed: number, failed: number, skipped: number, failures: { name: string, why: string }[] }>}
 */
export async function vitest(name, args) {
  const file = path.join(results, `${name}.json`);
  rmSync(file, { force: true });
  const code = await tool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ]);
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0, failures: [{ name, why: 'it left no report' }] };
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, code === 0 ? 0 : 1),
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures: orExit(vitestFailures(report), name, code),
  };
}

/** `N passed, N failed`, and `, N skipped` where there are any or it is asked for. */
export const countsLine = ({ passed, failed, skipped }, always = false) =>
  `${passed} passed, ${failed} failed${skipped > 0 || always ? `, ${skipped} skipped` : ''}`;
