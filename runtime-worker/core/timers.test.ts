import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimerEntry, TimerHeap } from './timers.ts';

test('timers come out in the order of their due times, equal ones in the order they were armed (TM-13)', () => {
  const step = fc.record({
    at: fc.nat({ max: 20 }),
    what: fc.constantFrom('arm', 'disarm', 'again'),
    pick: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const heap = new TimerHeap();
      let armed: { entry: TimerEntry; when: number; order: number }[] = [];
      steps.forEach(({ at, what, pick }, order) => {
        const chosen = armed[pick % Math.max(1, armed.length)];
        if (what === 'arm' || chosen === undefined) {
          const entry = new TimerEntry(() => {});
          heap.arm(entry, at);
          armed.push({ entry, when: at, order });
          return;
        }
        armed = armed.filter((one) => one !== chosen);
        if (what === 'disarm') {
          expect(heap.disarm(chosen.entry)).toBe(true);
          expect(heap.disarm(chosen.entry)).toBe(false);
        } else {
          heap.arm(chosen.entry, at);
          armed.push({ entry: chosen.entry, when: at, order });
        }
      });
      expect(heap.size).toBe(armed.length);
      const expected = armed
        .toSorted((a, b) => a.when - b.when || a.order - b.order)
        .map(({ entry }) => entry);
      const got: TimerEntry[] = [];
      while (heap.size > 0) got.push(...heap.takeTies());
      expect(got).toEqual(expected);
    }),
  );
});
