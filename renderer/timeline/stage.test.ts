import { expect, test } from 'vitest';
import { Feed } from '../trace/feed.ts';
import { TraceStore } from '../trace/store.ts';
import { SYNTHETIC, syntheticBatches, syntheticTables } from '../trace/synthetic.ts';
import type { Act, FromTimeline } from './protocol.ts';
import { Stage } from './stage.ts';

const options = { ...SYNTHETIC, records: 400, goroutines: 3 };

function stage(): { act: (act: Act) => void; said: FromTimeline[]; store: TraceStore } {
  const store = new TraceStore(syntheticTables(options), 'virtual');
  const feed = new Feed(store);
  for (const batch of syntheticBatches(options)) feed.take(batch, 0);
  const said: FromTimeline[] = [];
  const made = new Stage(store, (message) => said.push(message));
  return { act: (act) => made.take({ type: 'timeline-act', act }), said, store };
}

const moments = (said: readonly FromTimeline[]) =>
  said.flatMap((message) => (message.type === 'timeline-moment' ? [message.position] : []));

test('a visit chooses a lane and takes the whole window to its moment; Esc leads back to now', () => {
  const { act, said, store } = stage();
  const position = store.axis.end / 2;
  act({ is: 'visit', lane: { what: 'goroutine', row: 1 }, position });
  expect(moments(said)).toEqual([position]);
  const chosen = said.findLast((message) => message.type === 'timeline-selection');
  expect(chosen).toMatchObject({ lane: { what: 'goroutine', row: 1 }, details: { lane: { row: 1 } } });
  // First the slice is let go, then the lane, then the moment.
  for (let i = 0; i < 3; i++) act({ is: 'clear' });
  expect(moments(said)).toEqual([position, null]);
});

test('a choice leaves the window at now', () => {
  const { act, said, store } = stage();
  act({ is: 'choose', lane: { what: 'goroutine', row: 0 }, position: store.axis.end / 3 });
  expect(moments(said)).toEqual([]);
});
