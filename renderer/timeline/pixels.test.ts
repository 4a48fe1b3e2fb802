import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packShares, pureWord } from '../trace/shares.ts';
import { STATE, TIMED_STATES } from '../trace/states.ts';
import { bandsOf, drawLevels, drawLife, onlyState } from './pixels.ts';
import type { Tile } from './hatches.ts';

/** Every state one colour: its number and one. */
const tiles: Tile[] = Array.from({ length: TIMED_STATES }, (_, state) => ({
  size: 2,
  pixels: new Uint32Array(4).fill(state + 1),
  solid: state + 1,
  hatched: state === STATE.send,
}));

const HEIGHT = 18;

function drawn(columns: Uint32Array, count: number): { at: (x: number, y: number) => number } {
  const words = new Uint32Array(count * HEIGHT);
  const wider = new Uint32Array(columns.length + 4);
  wider.set(columns, 2);
  drawLife({ words, width: count }, wider, 0, count, 0, bandsOf(HEIGHT, tiles), 0);
  return { at: (x, y) => words[y * count + x] ?? 0 };
}

const columnOf = (shares: readonly number[]): Uint32Array => {
  const out = new Uint32Array(2);
  packShares(
    Float64Array.from(shares),
    shares.reduce((sum, each) => sum + each, 0),
    out,
    0,
    2,
  );
  return out;
};

test('states speak by height: waiting taller than work, ready half, sleep a thread', () => {
  const { rows } = bandsOf(HEIGHT, tiles);
  expect([STATE.send, STATE.running, STATE.runnable, STATE.sleep].map((state) => rows[state])).toEqual([
    12, 10, 6, 3,
  ]);
  for (const height of [2, 4, 8, 36]) {
    for (const each of bandsOf(height, tiles).rows) expect(each).toBeGreaterThanOrEqual(1);
  }
});

test('a column of one state is drawn as tall as the state, in its colour', () => {
  for (let state = 0; state < TIMED_STATES; state++) {
    const words = new Uint32Array(2);
    words[state >> 2] = pureWord(state);
    const { at } = drawn(words, 1);
    const rows = Array.from({ length: HEIGHT }, (_, y) => at(0, y)).filter((each) => each !== 0);
    expect(rows.length).toBe(bandsOf(HEIGHT, tiles).rows[state]);
    expect(new Set(rows)).toEqual(new Set([state + 1]));
  }
});

test('a mixed column gives every state its share of the rows, to within a row', () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(shares, (given) => {
      const total = given.reduce((sum, each) => sum + each, 0);
      fc.pre(total > 0.01 && given.filter((each) => each / total > 0.01).length > 1);
      const { at } = drawn(columnOf(given), 1);
      const rows = new Map<number, number>();
      for (let y = 0; y < HEIGHT; y++) rows.set(at(0, y), (rows.get(at(0, y)) ?? 0) + 1);
      let sum = 0;
      for (let state = 0; state < TIMED_STATES; state++) {
        const height = rows.get(state + 1) ?? 0;
        sum += height;
        expect(Math.abs(height - (12 * (given[state] ?? 0)) / total)).toBeLessThanOrEqual(1.2);
      }
      expect(sum).toBe(12);
    }),
  );
});

test('only one state is seen as such', () => {
  for (let state = 0; state < TIMED_STATES; state++) {
    const [low, high] = state < 4 ? [pureWord(state), 0] : [0, pureWord(state)];
    expect(onlyState(low, high)).toBe(state);
  }
  expect(onlyState(0x00ff0001, 0)).toBe(-1);
  expect(onlyState(1, 1)).toBe(-1);
});

test('where one state gives way to another the edge is sharp', () => {
  const columns = new Uint32Array(6);
  columns[0] = pureWord(STATE.running);
  columns.set(columnOf([0.3, 0, 0.7, 0, 0, 0, 0, 0]), 2);
  columns[4] = pureWord(STATE.send);
  const { at } = drawn(columns, 3);
  expect(at(1, 9)).toBe(STATE.send + 1);
  expect(new Set(Array.from({ length: HEIGHT }, (_, y) => at(1, y)))).toEqual(new Set([0, STATE.send + 1]));
});

test('the rest of the picture is left alone', () => {
  const words = new Uint32Array(10 * HEIGHT);
  const columns = new Uint32Array(8);
  for (let at = 0; at < 8; at += 2) columns[at] = pureWord(STATE.send);
  drawLife({ words, width: 10 }, columns, 4, 6, 0, bandsOf(HEIGHT, tiles), 7);
  const outside = words.filter((_, at) => at % 10 < 4 || at % 10 > 5);
  expect(new Set(outside)).toEqual(new Set([0]));
});

test('a channel with anything in it is never drawn empty, and a queue is never drawn as none', () => {
  const words = new Uint32Array(HEIGHT);
  const colours = { fill: 1, send: 2, receive: 3, other: 4 };
  drawLevels({ words, width: 1 }, Uint32Array.of(1), Uint32Array.of(1 << 8), 0, 1, 0, HEIGHT, colours);
  expect(words.filter((word) => word === 1).length).toBe(1);
  expect(words.filter((word) => word === 3).length).toBe(1);
});
