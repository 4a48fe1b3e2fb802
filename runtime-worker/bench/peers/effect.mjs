import { Effect, Fiber, Semaphore } from 'effect';

const mutex = (n) =>
  Effect.runPromise(
    Effect.gen(function* () {
      const mu = yield* Semaphore.make(1);
      let count = 0;
      const inside = mu.withPermits(1)(Effect.sync(() => void count++));
      for (let i = 0; i < n; i++) yield* inside;
      return count;
    }),
  );

const contended = (n) =>
  Effect.runPromise(
    Effect.gen(function* () {
      const mu = yield* Semaphore.make(1);
      let count = 0;
      const inside = mu.withPermits(1)(
        Effect.gen(function* () {
          count++;
          yield* Effect.yieldNow;
        }),
      );
      const one = Effect.gen(function* () {
        for (let i = 0; i < n / 8; i++) yield* inside;
      });
      const fibers = [];
      for (let k = 0; k < 8; k++) fibers.push(yield* Effect.forkChild(one));
      for (const fiber of fibers) yield* Fiber.join(fiber);
      return count;
    }),
  );

const spawn = (n) =>
  Effect.runPromise(
    Effect.gen(function* () {
      const seen = new Uint8Array(n);
      const fibers = [];
      for (let i = 0; i < n; i++) {
        const mark = Effect.sync(() => {
          seen[i] = 1;
        });
        fibers.push(yield* Effect.forkChild(mark));
      }
      for (const fiber of fibers) yield* Fiber.join(fiber);
      return seen.reduce((sum, one) => sum + one, 0);
    }),
  );

export const programs = { mutex, contended, spawn };
