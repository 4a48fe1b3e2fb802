import { expect, test } from 'vitest';
import { siteOfError } from './report.ts';

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
