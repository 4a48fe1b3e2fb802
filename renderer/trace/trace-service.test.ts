import { expect, test } from 'vitest';
import type { FromTrace } from './protocol.ts';
import { SYNTHETIC, syntheticBatches, syntheticTables } from './synthetic.ts';
import { TraceService } from './trace-service.ts';

const options = { ...SYNTHETIC, records: 2000, goroutines: 4 };

function served(): { service: TraceService; summaries: () => number } {
  const said: FromTrace[] = [];
  const service = new TraceService((message) => said.push(message));
  service.take({ type: 'open', tables: syntheticTables(options), clock: 'virtual', workers: 1 }, 0);
  return { service, summaries: () => said.filter(({ type }) => type === 'summary').length };
}

test('while a run lives, every summary asked for is told in the end, at the latest frames later', () => {
  const { service, summaries } = served();
  let now = 0;
  for (const batch of syntheticBatches(options)) {
    service.take({ type: 'batch', batch }, now);
    service.tick((now += 16));
  }
  service.take({ type: 'end', outcome: { end: 'done' } }, now);
  const before = summaries();
  for (let i = 0; i < 1000 && service.waiting; i++) service.tick((now += 16));
  expect(service.waiting).toBe(false);
  expect(summaries()).toBeGreaterThan(before);
});

test('a moment a person looks at is told in the next frame', () => {
  const { service, summaries } = served();
  for (const batch of syntheticBatches(options)) service.take({ type: 'batch', batch }, 0);
  service.tick(100);
  const before = summaries();
  service.take({ type: 'moment', position: service.store.axis.end / 2 }, 100);
  // No time has passed, whatever the summary before cost.
  service.tick(100);
  expect(summaries()).toBe(before + 1);
});
