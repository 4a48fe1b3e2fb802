import { expect, test } from 'vitest';
import { EarlyActs, type CanvasView } from './view.ts';

test('what is asked of a view that is not there yet is done when it comes, once and in order', () => {
  const view = {} as CanvasView;
  const done: string[] = [];
  const acts = new EarlyActs();
  acts.soon(() => done.push('first'));
  acts.soon((there) => done.push(there === view ? 'second' : 'elsewhere'));
  expect(done).toEqual([]);
  acts.begin(view);
  acts.soon(() => done.push('third'));
  acts.begin(view);
  expect(done).toEqual(['first', 'second', 'third']);
});
