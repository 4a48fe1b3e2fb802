import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareIn } from '../trace/shares.ts';
import { CODE, codeOfReason, STATE_OF_CODE, TIMED_STATES } from '../trace/states.ts';
import { packWaiting, Track } from '../trace/track.ts';
import { randomNumbers } from '../trace/synthetic.ts';
import { fillColumns, type ColumnRange } from './detail-levels.ts';

/** A life of slices in bursts: many short ones, then long ones, as programs make them. */
function life(seed: number, slices: number): { track: Track; now: number } {
  const chance = randomNumbers(seed);
  const track = new Track('life', 1);
  let at = Math.floor(chance() * 1000);
  let burst = 0;
  let length = 1000;
  for (let i = 0; i < slices; i++) {
    if (--burst < 0) {
      burst = 5 + chance() * 300;
      length = chance() < 0.5 ? 50 : chance() < 0.9 ? 2000 : 400_000;
    }
    const code =
      chance() < 0.5 ? CODE.running : chance() < 0.4 ? CODE.woken : codeOfReason(Math.floor(chance() * 14));
    track.records.push(at, code, 0, 0, 0);
    at += Math.ceil(-Math.log(1 - chance()) * length);
    // The worker indexes as records arrive, not at the end.
    if (i % 97 === 0) track.index();
  }
  track.index();
  return { track, now: at };
}

/** Shares per column, slice by slice: what drawing without any index would show. */
function bruteForce(track: Track, { from, scale, count }: ColumnRange, now: number): Float64Array {
  const shares = new Float64Array(count * TIMED_STATES);
  const { records } = track;
  for (let i = 0; i < records.count; i++) {
    const begin = records.position(i);
    const end = i + 1 < records.count ? records.position(i + 1) : now;
    const state = STATE_OF_CODE[records.code(i)] as number;
    const first = Math.max(0, Math.floor((begin - from) / scale));
    const last = Math.min(count - 1, Math.floor((end - from) / scale));
    for (let x = first; x <= last; x++) {
      const overlap = Math.min(end, from + (x + 1) * scale) - Math.max(begin, from + x * scale);
      if (overlap > 0)
        shares[x * TIMED_STATES + state] = (shares[x * TIMED_STATES + state] ?? 0) + overlap / scale;
    }
  }
  return shares;
}

const COUNT = 200;
const zooms = fc.record({
  seed: fc.integer({ min: 1, max: 1000 }),
  slices: fc.constantFrom(3, 40, 500, 6000),
  /** How much of the run is in view: from all of it to a millionth. */
  zoom: fc.double({ min: 0, max: 6, noNaN: true }).map((power) => 10 ** -power),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
});

function columnsAt(seed: number, slices: number, zoom: number, place: number) {
  const { track, now } = life(seed, slices);
  const scale = Math.max(0.01, (now * zoom) / COUNT);
  const range = { from: (now - scale * COUNT) * place, scale, count: COUNT };
  const words = new Uint32Array(COUNT * 2);
  fillColumns(track, range, now, words);
  return { track, now, range, words };
}

const share = (words: Uint32Array, x: number, state: number): number =>
  shareIn(words[x * 2 + (state >> 2)] ?? 0, state) / 255;

test('the shares of a column sum to one wherever the goroutine lived, and to nothing before', () => {
  fc.assert(
    fc.property(zooms, ({ seed, slices, zoom, place }) => {
      const { track, now, range, words } = columnsAt(seed, slices, zoom, place);
      const born = track.records.position(0);
      let [before, off] = [0, 0];
      for (let x = 0; x < COUNT; x++) {
        let sum = 0;
        for (let state = 0; state < TIMED_STATES; state++) sum += share(words, x, state);
        const begin = range.from + x * range.scale;
        const end = begin + range.scale;
        if (end < born - range.scale) before += sum;
        if (begin > born + range.scale && end < now - range.scale) off = Math.max(off, Math.abs(sum - 1));
      }
      expect(before).toBe(0);
      expect(off).toBeLessThan(0.025);
    }),
    { numRuns: 60 },
  );
});

/** Within one pixel: a column shows no more of a state than there was in it and its neighbours, and no less. */
test('at every zoom the columns are those of brute force, to within a pixel', () => {
  fc.assert(
    fc.property(zooms, ({ seed, slices, zoom, place }) => {
      const { track, now, range, words } = columnsAt(seed, slices, zoom, place);
      const exact = bruteForce(track, range, now);
      let [over, under] = [0, 0];
      for (let state = 0; state < TIMED_STATES; state++) {
        for (let x = 1; x + 1 < COUNT; x++) {
          const at = (column: number): number => exact[column * TIMED_STATES + state] ?? 0;
          const drawn = share(words, x, state);
          over = Math.max(over, drawn - (at(x - 1) + at(x) + at(x + 1)));
          // All of three columns means all of the middle one; what is missing on either side may be missing here.
          under = Math.max(under, at(x - 1) + at(x) + at(x + 1) - 2 - drawn);
        }
      }
      expect(over).toBeLessThan(0.03);
      expect(under).toBeLessThan(0.03);
    }),
    { numRuns: 60 },
  );
});

test('over any stretch of columns each state takes up what it took, give or take the two pixels at the ends', () => {
  fc.assert(
    fc.property(zooms, fc.integer({ min: 0, max: 150 }), ({ seed, slices, zoom, place }, first) => {
      const { track, now, range, words } = columnsAt(seed, slices, zoom, place);
      const exact = bruteForce(track, range, now);
      let off = 0;
      for (let state = 0; state < TIMED_STATES; state++) {
        let drawn = 0;
        let there = 0;
        for (let x = first; x < first + 50; x++) {
          drawn += share(words, x, state);
          there += exact[x * TIMED_STATES + state] ?? 0;
        }
        off = Math.max(off, Math.abs(drawn - there));
      }
      // A percent a column for rounding.
      expect(off).toBeLessThan(1 + 50 * 0.012);
    }),
    { numRuns: 60 },
  );
});

test('a track that was never indexed is drawn the same as one that was', () => {
  const { track, now } = life(5, 4000);
  const bare = new Track('life', 1);
  for (let i = 0; i < track.records.count; i++) {
    bare.records.push(track.records.position(i), track.records.code(i), 0, 0, 0);
  }
  const range = { from: now * 0.2, scale: now / 40_000, count: COUNT };
  const [one, other] = [new Uint32Array(COUNT * 2), new Uint32Array(COUNT * 2)];
  fillColumns(track, range, now, one);
  fillColumns(bare, range, now, other);
  for (let x = 0; x < COUNT; x++) {
    for (let state = 0; state < TIMED_STATES; state++) {
      expect(Math.abs(share(one, x, state) - share(other, x, state))).toBeLessThan(0.6);
    }
  }
});

test('a channel’s column is its average level, from far and from near', () => {
  const chance = randomNumbers(3);
  const track = new Track('level', 1, 8);
  const values: number[] = [];
  for (let i = 0; i < 5000; i++) {
    const value = Math.floor(chance() * 9);
    values.push(value);
    track.records.push(i * 100, 8, value, 0, 0);
  }
  track.index();
  for (const perColumn of [1, 10, 64, 500]) {
    const count = Math.floor(5000 / perColumn);
    const words = new Uint32Array(count);
    fillColumns(track, { from: 0, scale: 100 * perColumn, count }, 500_000, words);
    const mean = (x: number): number => {
      const part = values.slice(Math.max(0, x) * perColumn, (x + 1) * perColumn);
      return part.reduce((sum, each) => sum + each, 0) / part.length / 8;
    };
    let off = 0;
    for (let x = 1; x + 1 < count; x++) {
      const near = [mean(x - 1), mean(x), mean(x + 1)];
      const drawn = ((words[x] ?? 0) & 0xff) / 255;
      off = Math.max(off, Math.min(...near) - drawn, drawn - Math.max(...near));
    }
    expect(off).toBeLessThan(0.04);
  }
});

test('a queue of one is drawn apart from one of two, on its own side', () => {
  const track = new Track('waits', 1);
  track.records.push(0, 0, packWaiting(1, 0, 0), 0, 0);
  track.records.push(1000, 0, packWaiting(0, 2, 0), 0, 0);
  const words = new Uint32Array(2);
  fillColumns(track, { from: 0, scale: 1000, count: 2 }, 2000, words);
  const bytes = [...words].map((word) => [0, 1, 2, 3].map((byte) => shareIn(word, byte)));
  expect(bytes).toEqual([
    [85, 0, 0, 255],
    [0, 170, 0, 255],
  ]);
});

test('a lane whose clock has not moved yet is drawn, in a view that begins before it', () => {
  const track = new Track('life', 1);
  for (let i = 0; i < 200; i++) track.records.push(1000, CODE.running, 0, 0, 0);
  track.index();
  const out = new Uint32Array(2 * 4);
  fillColumns(track, { from: 0, scale: 500, count: 4 }, 2000, out);
  const running = STATE_OF_CODE[CODE.running] as number;
  expect([0, 1, 2, 3].map((x) => shareIn(out[2 * x] as number, running))).toEqual([0, 0, 255, 255]);
});
