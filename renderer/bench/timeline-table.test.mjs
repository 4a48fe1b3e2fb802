import { expect, test } from 'vitest';
import { rowsOf, tableOf } from './timeline-table.mjs';

const MEASURED = [
  { what: 'ingest', events: 10, 'ingest ns/event': 300, 'index ns/event': 65, 'bytes/event': 21 },
  { what: 'seek', 'ms median': 1, 'ms p95': 5 },
  { what: 'pan', lanes: '200 x 4', zoom: 1, 'ms median': 0.5, 'ms p95': 1 },
  { what: 'pan', lanes: '200 x 4', zoom: 0.1, 'ms median': 1.25, 'ms p95': 3 },
  { what: 'zoom', lanes: '40 x 20', zoom: 0.3, 'ms median': 5, 'ms p95': 6 },
];

const row = (name) => rowsOf(MEASURED).find((one) => one.name === name);

test('a frame is held to its aim at the zoom that costs most', () => {
  expect(row('a frame of 200 lanes, pan')).toMatchObject({ ours: 1.25, at: 0.1, ratio: 2, aimMet: true });
  expect(row('a frame of 40 lanes, zoom')).toMatchObject({ ours: 5, ratio: 0.5, aimMet: false });
});

test('an aim that is just met is met', () => {
  expect(row('memory of an event')).toMatchObject({ ours: 21, ratio: 1, aimMet: true });
  expect(row('taking an event in')).toMatchObject({ ratio: 0.5, aimMet: false });
});

test('what was not measured is neither met nor missed', () => {
  expect(row('a frame of 200 lanes, zoom')).toMatchObject({ ours: null, aimMet: null });
});

test('the table has a line for each aim, and says what is missed', () => {
  const lines = tableOf(rowsOf(MEASURED)).split('\n');
  expect(lines).toHaveLength(11);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines.filter((line) => line.includes('NO'))).toHaveLength(2);
});
