// Runs test runners and counts what they report.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
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

/**
 * Runs vitest and counts its tests. A run that leaves no report, or fails without a failed test, is one failure.
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
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
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const failed = report.numFailedTests === 0 && code !== 0 ? 1 : report.numFailedTests;
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** `N passed, N failed`, and `, N skipped` where there are any or it is asked for. */
export const countsLine = ({ passed, failed, skipped }, always = false) =>
  `${passed} passed, ${failed} failed${skipped > 0 || always ? `, ${skipped} skipped` : ''}`;
