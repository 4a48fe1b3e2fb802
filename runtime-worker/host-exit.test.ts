import { expect, test } from 'vitest';
import { outcomeOfExit } from './host-exit.ts';

const base = { code: null, signal: null, stderr: '', memory: 256, last: null };

test('an abort is read as out of memory, on every system', () => {
  for (const exit of [
    { signal: 'SIGABRT' },
    { signal: 'SIGTRAP' },
    { code: 134 },
    { code: 0x80000003 },
    { code: -1073741801 },
  ])
    expect(outcomeOfExit({ ...base, ...exit })).toEqual({
      end: 'out-of-memory',
      limit: 256,
      goroutine: null,
    });
});

test('any other death is a failure that says how it ended', () => {
  expect(outcomeOfExit({ ...base, code: 1 })).toEqual({
    end: 'failed',
    message: 'the runtime host ended unexpectedly (exit 1)',
  });
  expect(outcomeOfExit({ ...base, signal: 'SIGSEGV' })).toMatchObject({ end: 'failed' });
});
