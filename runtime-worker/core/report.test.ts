import { describe, expect, test } from 'vitest';
import type { GoroutineReport, PanicLine } from '../../shared/ir/outcome.ts';
import { printOutcome, siteOfError } from './report.ts';

const line = (text: string, more: Partial<PanicLine> = {}): PanicLine => ({
  text,
  kind: 'value',
  recovered: false,
  repanicked: false,
  ...more,
});

const goroutine: GoroutineReport = {
  id: 7,
  path: '0.1',
  name: 'worker',
  node: 'n',
  state: 'chan receive',
  waitingOn: null,
  frames: [{ func: 'worker', origin: null }],
  createdBy: { id: 1, name: 'main' },
};

describe('what Go prints', () => {
  test('of a panic: the chain, oldest first, then the one goroutine', () => {
    const text = printOutcome({
      end: 'panic',
      chain: [line('first'), line('second', { recovered: true }), line('third')],
      goroutine: { ...goroutine, state: 'running' },
    });
    expect(text).toBe(
      'panic: first\n\tpanic: second [recovered]\n\tpanic: third\n\n' +
        'goroutine 7 [running]:\nmain.worker()\ncreated by main.main in goroutine 1\n',
    );
  });

  test('of a panic raised again, and of one during Goexit, which has no line', () => {
    const print = (chain: readonly PanicLine[]): string =>
      printOutcome({ end: 'panic', chain, goroutine }).split('\n\n')[0] ?? '';
    expect(print([line('p', { recovered: true, repanicked: true })])).toBe(
      'panic: p [recovered, repanicked]',
    );
    expect(print([line('', { kind: 'goexit' }), line('p')])).toBe('panic: p');
  });

  test('of a deadlock: all goroutines, a blank line between them', () => {
    const text = printOutcome({ end: 'deadlock', message: 'all asleep', goroutines: [goroutine, goroutine] });
    expect(text).toMatch(
      /^fatal error: all asleep\n\ngoroutine 7 \[chan receive\]:\n[^\n]+\n[^\n]+\n\ngoroutine 7/,
    );
  });

  test('of a good end: nothing', () => {
    expect([printOutcome({ end: 'done' }), printOutcome({ end: 'exit', code: 3 })]).toEqual(['', '']);
  });
});

test('an exception’s place is found in the generated code’s table', () => {
  const table = {
    sites: [null, null, null, null],
    positions: [
      [1, 10, 1],
      [1, 30, 2],
      [4, 1, 3],
    ] as const,
  };
  const thrown = (stack: string): Error => Object.assign(new Error('e'), { stack });
  const at = (place: string): number =>
    siteOfError(thrown(`Error: e\n    at f (weft-program.js:${place})`), table);
  expect([at('1:10'), at('1:29'), at('1:31'), at('3:5'), at('9:1'), at('1:1')]).toEqual([1, 1, 2, 2, 3, 0]);
  expect([siteOfError(thrown('at f (other.js:1:10)'), table), siteOfError('text', table)]).toEqual([0, 0]);
});
