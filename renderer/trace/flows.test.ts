import { expect, test } from 'vitest';
import { decodeBatch } from '../../shared/trace/batch-bytes.ts';
import { KIND } from '../../shared/trace/events.ts';
import { Feed } from './feed.ts';
import { flowsOf, follow } from './flows.ts';
import type { GoroutineLane } from './lanes.ts';
import { TraceStore } from './store.ts';
import { SYNTHETIC, syntheticTables, syntheticTrace } from './synthetic.ts';

const options = { ...SYNTHETIC, records: 1500, batch: 1500, clock: 'virtual' as const };
const batches = syntheticTrace(options);
const store = new TraceStore(syntheticTables(options), 'virtual');
const feed = new Feed(store);
for (const batch of batches.map((each) => each.slice(0))) feed.take(batch, 0);

test('every message of a goroutine is found, from its send to its receive', () => {
  const words = decodeBatch(batches[0] as ArrayBuffer)?.records ?? new Uint32Array(0);
  const senders = new Map<string, number>();
  const pairs: string[] = [];
  for (let i = 0; i < words.length; i += 4) {
    const kind = (words[i] ?? 0) >>> 24;
    const g = ((words[i] ?? 0) & 0xffffff) - 1;
    const key = `${words[i + 1]}:${words[i + 2]}`;
    if (kind === KIND.send) senders.set(key, g);
    if (kind === KIND.receive && (senders.get(key) === 0 || g === 0)) pairs.push(`${senders.get(key)}>${g}`);
  }
  const lane = store.goroutines[0] as GoroutineLane;
  const { flows, more } = flowsOf(store, lane, 0, store.axis.end, 10_000);
  const messages = flows.filter(({ kind }) => kind === 'message');
  expect(more).toBe(false);
  expect(messages.map(({ fromRow, toRow }) => `${fromRow}>${toRow}`).sort()).toEqual(pairs.sort());
  for (const { from, to } of messages) expect(from).toBeLessThanOrEqual(to);
});

test('more flows than asked for are said to be more', () => {
  const lane = store.goroutines[0] as GoroutineLane;
  expect(flowsOf(store, lane, 0, store.axis.end, 3)).toMatchObject({ more: true });
});

test('following a flow forth leads to what the goroutine caused next, and back to what reached it last', () => {
  const lane = store.goroutines[0] as GoroutineLane;
  const middle = store.axis.end / 2;
  const all = flowsOf(store, lane, 0, store.axis.end, 10_000).flows;
  const next = follow(store, lane, middle, 1);
  const before = follow(store, lane, middle, -1);
  expect(next?.from).toBe(
    Math.min(...all.filter((flow) => flow.fromRow === 0 && flow.from >= middle).map((flow) => flow.from)),
  );
  expect(before?.to).toBe(
    Math.max(...all.filter((flow) => flow.toRow === 0 && flow.to <= middle).map((flow) => flow.to)),
  );
});
