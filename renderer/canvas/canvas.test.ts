import { describe, expect, test } from 'vitest';
import { shapeOf } from './geometry.ts';
import { detailAt } from './canvas-store.ts';
import { edgeOf } from './cycle-painter.ts';
import { boxOfNote, noteHeight } from './note-size.ts';
import { boxesOf, clearViewOf } from './view.ts';
import { cyclesOf } from './wait-cycle.ts';
import { readDocument } from '../../shared/graph/file.ts';
import type { GraphNote } from '../../shared/graph/document.ts';
import type { RunFrame } from '../run/run-view.ts';
import { STATE } from '../trace/states.ts';

const graphs = Object.entries(
  import.meta.glob<string>('../../assets/templates/*/graph.weft', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).map(([path, text]) => [path.split('/').at(-2)!, readDocument(text).document!] as const);

/** The canvas of a window of 1440 by 900, and of one of 1280 by 720, with the panels as they come. */
const LARGE = { width: 938, height: 523 };
const SMALL = { width: 778, height: 343 };

describe.each(graphs)('the template %s', (_slug, document) => {
  const boxes = boxesOf(document);

  test('opens near enough to read every word of it', () => {
    expect(clearViewOf(boxes, LARGE)!.zoom).toBeGreaterThanOrEqual(0.9);
    expect(clearViewOf(boxes, SMALL)!.zoom).toBeGreaterThanOrEqual(0.7);
  });

  test('is shown whole, clear of the corners', () => {
    for (const frame of [LARGE, SMALL]) {
      const { x, y, zoom } = clearViewOf(boxes, frame)!;
      for (const box of boxes) {
        const [left, top] = [box.x * zoom + x, box.y * zoom + y];
        const [right, bottom] = [left + box.width * zoom, top + box.height * zoom];
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(frame.width);
        expect(bottom).toBeLessThanOrEqual(frame.height);
        expect(bottom <= frame.height - 44 || left >= 184).toBe(true);
        expect(bottom <= frame.height - 104 || right <= frame.width - 168).toBe(true);
      }
    }
  });

  test('has blocks and notes that stand apart', () => {
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) {
        const gap = Math.max(
          Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width),
          Math.max(a.y, b.y) - Math.min(a.y + a.height, b.y + b.height),
        );
        expect(gap).toBeGreaterThanOrEqual(12);
      }
    }
  });

  test('has its straight lines straight: what is side by side joins at one height', () => {
    const ports = Object.values(document.nodes).flatMap((node) =>
      shapeOf(node)
        .ports.filter(({ side }) => side === 'left' || side === 'right')
        .slice(0, 1)
        .map(({ y }) => y),
    );
    expect(new Set(ports).size).toBeLessThanOrEqual(1);
  });
});

test('texts are never read at under 11 px', () => {
  for (let zoom = 0.35; zoom <= 1.5; zoom += 0.01) {
    expect(11 * zoom * detailAt(zoom).scale).toBeGreaterThanOrEqual(10.99);
  }
  expect(detailAt(0.34).detail).toBe('far');
});

test('a note is as tall as its text, and never less than it was drawn', () => {
  expect(noteHeight('One line.', 300)).toBe(noteHeight('**Title**', 300));
  expect(noteHeight('**Title.** And text.', 300)).toBeGreaterThan(noteHeight('**Title**', 300));
  expect(noteHeight('word '.repeat(80), 200)).toBeGreaterThan(noteHeight('word '.repeat(80), 400));
  const note = { text: 'Short.', x: 0, y: 0, width: 200, height: 90 } as GraphNote;
  expect(boxOfNote(note).height).toBe(90);
});

test('an arrow leaves a box at its edge, towards where it goes', () => {
  const box = { x: 0, y: 0, width: 100, height: 40 };
  expect(edgeOf(box, { x: 500, y: 20 })).toEqual({ x: 107, y: 20 });
  expect(edgeOf(box, { x: 50, y: -300 })).toEqual({ x: 50, y: -7 });
});

describe('a ring of waits', () => {
  /** Goroutine i waits for lock `waits[i]`, and lock i is held by goroutine `owners[i]`; -1: none. */
  const frame = (waits: readonly number[], owners: readonly number[]): RunFrame =>
    ({
      summary: {
        goroutines: {
          count: waits.length,
          waitsOn: Int32Array.from(waits),
          state: Uint8Array.from(waits, (on) => (on < 0 ? STATE.running : STATE.mutex)),
        },
        objects: { count: owners.length, owner: Int32Array.from(owners) },
      },
      rows: {
        nodeOfObject: (row: number) => `lock ${row}`,
        nodeOfGoroutine: (_summary: unknown, row: number) => `block ${row}`,
      },
    }) as unknown as RunFrame;

  test('is found once, with who waits for what and who has it', () => {
    expect(cyclesOf(frame([1, 0, 0], [0, 1]))).toEqual([
      [
        { waiter: 'block 0', lock: 'lock 1', holder: 'block 1', state: STATE.mutex },
        { waiter: 'block 1', lock: 'lock 0', holder: 'block 0', state: STATE.mutex },
      ],
    ]);
  });

  test('is none while somebody in it can go on', () => {
    expect(cyclesOf(frame([1, -1], [0, 1]))).toEqual([]);
    expect(cyclesOf(frame([0, 1], [-1, -1]))).toEqual([]);
  });

  test('is one too where a goroutine waits for itself', () => {
    expect(cyclesOf(frame([0], [0]))).toHaveLength(1);
  });
});
