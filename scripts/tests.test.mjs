import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './install.mjs';
import { orExit, playwrightFailures, vitestFailures } from './tests.mjs';

test('of a vitest report: each failed test by file and name, and each file that could not be run', () => {
  const report = {
    testResults: [
      {
        name: path.join(root, 'shared', 'a.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'holds', failureMessages: [] },
          {
            status: 'failed',
            fullName: 'a sum is right',
            failureMessages: ['\u001b[31mexpected 1\u001b[39m\nto be 2'],
          },
        ],
      },
      {
        name: path.join(root, 'b.test.ts'),
        status: 'failed',
        message: 'no such import',
        assertionResults: [],
      },
      { name: path.join(root, 'c.test.ts'), status: 'passed', message: '', assertionResults: [] },
    ],
  };
  expect(vitestFailures(report)).toEqual([
    { name: `${path.join('shared', 'a.test.ts')} › a sum is right`, why: 'expected 1\nto be 2' },
    { name: 'b.test.ts', why: 'no such import' },
  ]);
});

test('of a report of Playwright: each failed test by project, file and title, and what kept it from running', () => {
  const spec = (title, status, message) => ({
    title,
    tests: [{ projectName: 'web', status, results: [{ error: message && { message } }] }],
  });
  const report = {
    suites: [
      {
        title: 'run.e2e.ts',
        specs: [spec('ends', 'expected')],
        suites: [{ title: 'dark', specs: [spec('stops', 'unexpected', 'no button')] }],
      },
    ],
    errors: [{ message: 'the build failed' }],
  };
  expect(playwrightFailures(report)).toEqual([
    { name: '[web] run.e2e.ts › dark › stops', why: 'no button' },
    { name: 'end to end', why: 'the build failed' },
  ]);
});

test('a runner that fails without a failed test is a failure with its exit code', () => {
  const failed = [{ name: 'a', why: 'b' }];
  expect(orExit([], 'units', 0)).toEqual([]);
  expect(orExit(failed, 'units', 1)).toEqual(failed);
  expect(orExit([], 'units', 3)).toEqual([{ name: 'units', why: 'it ended with exit code 3' }]);
});
