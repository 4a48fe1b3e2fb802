import { afterAll, describe, expect, test } from 'vitest';
import type { Executable } from '../../shared/ir/executable.ts';
import { main, TestHost, type Told } from './host.test-support.ts';

/** Programs that would take the machine with them. Whatever they do, the process above lives and is told why. */

let host: TestHost | null = null;
/** The host of the program before, unless that one took it along. */
const alive = async (): Promise<TestHost> => {
  if (host === null || host.ended) host = await TestHost.start();
  return host;
};
afterAll(() => host?.stop());

const MEMORY = 32;

const explode = async (body: string): Promise<Told> => (await alive()).run(main(body), { memory: MEMORY });

const blamesMain = (told: Told): void => {
  expect(told.result.outcome).toMatchObject({
    end: 'out-of-memory',
    limit: MEMORY,
    goroutine: { id: 1, name: 'main' },
  });
};

/** The host lives on and runs the next program; where the process died, the next one is a new process. */
const nextRunIsFine = async (): Promise<void> => {
  const next = await (await alive()).run(main(`log('fine');`));
  expect(next.printed).toBe('fine\n');
};

describe('memory', () => {
  test.each([
    ['objects', `const a = []; for (;;) a.push({ n: [1, 2, 3], s: 'x' });`],
    ['one array that grows by pushing', `const a = []; for (;;) a.push(1);`],
    ['a map that grows', `const m = new Map(); for (let i = 0; ; i++) m.set(i, i);`],
    ['strings', `let s = 'x'; const a = []; for (;;) { s += s.slice(0, 1000) + 'y'; a.push(s + a.length); }`],
    ['bigints', `const a = []; for (;;) a.push((2n ** 1_000_000n) + BigInt(a.length));`],
    ['closures', `let f = () => 0; for (;;) { const g = f; f = () => g; }`],
  ])('%s end as out of memory, and name the goroutine', async (_, body) => {
    const told = await explode(body);
    blamesMain(told);
    await nextRunIsFine();
  });

  test.each([
    ['one typed array larger than the limit', `new Float64Array(1e9);`],
    ['typed arrays that are kept', `const a = []; for (;;) a.push(new Float64Array(1e5));`],
    ['buffers that are kept', `const a = []; for (;;) a.push(new ArrayBuffer(1e6));`],
    ['slices', `const a = [], b = new Uint8Array(1e6); for (;;) a.push(b.slice());`],
    ['copies by map', `const a = [], b = new Uint8Array(1e6); for (;;) a.push(b.map((x) => x));`],
    ['slices of buffers', `const a = [], b = new ArrayBuffer(1e6); for (;;) a.push(b.slice(0));`],
    [
      'arrays made from others',
      `const a = [], b = Array(1e5).fill(1); for (;;) a.push(Float64Array.from(b));`,
    ],
    [
      'the constructor found on an instance',
      `const F = new Float64Array(1).constructor; const a = []; for (;;) a.push(new F(1e5));`,
    ],
    ['a subclass', `class F extends Float64Array {} const a = []; for (;;) a.push(new F(1e5));`],
    ['Reflect.construct', `const a = []; for (;;) a.push(Reflect.construct(Float64Array, [1e5]));`],
    [
      'what iterators and array-likes ask for',
      `const a = []; for (;;) a.push(new Float64Array({ length: 1e5 }));`,
    ],
    [
      'caught and tried again',
      `const a = []; for (;;) { try { a.push(new Uint8Array(1e7)); } catch { a.push(0); } }`,
    ],
  ])('%s: array buffers count too', async (_, body) => {
    const told = await explode(body);
    blamesMain(told);
    expect(told.died).toBe(false);
    await nextRunIsFine();
  });

  test('buffers that are let go do not count', async () => {
    const body = `let s = 0; for (let i = 0; i < 2000; i++) s += new Float64Array(1e5).length; log(s);`;
    expect((await explode(body)).printed).toBe('200000000\n');
  });

  test('typed arrays are what they always were', async () => {
    const body = `
      const a = Float64Array.of(3, 1, 2), b = a.map((x) => x * 2).sort(), v = new DataView(new ArrayBuffer(8, { maxByteLength: 16 }));
      class Mine extends Uint8Array { twice() { return this.map((x) => x * 2); } }
      let plain; try { Float64Array(3); } catch (e) { plain = e instanceof TypeError; }
      log(a instanceof Float64Array, b.join(), a.constructor === Float64Array, Float64Array.name, Float64Array.length,
        Float64Array.BYTES_PER_ELEMENT, Object.getPrototypeOf(Float64Array) === Object.getPrototypeOf(Uint8Array),
        new Mine([1, 2]).twice() instanceof Mine, v.byteLength, plain, a.with(0, 9).join(), a.toSorted().join(),
        new Uint16Array(new Uint8Array([1, 2]).buffer).length, ArrayBuffer.isView(a));`;
    expect((await explode(body)).printed).toBe(
      'true 2,4,6 true Float64Array 3 8 true true 8 true 9,1,2 1,2,3 1 true\n',
    );
  });
});

describe('time', () => {
  const stopped = async (program: Executable): Promise<Told> => {
    const told = await (
      await alive()
    ).run(program, { memory: MEMORY }, async (it, run, from) => {
      await it.until((message) => message.type === 'started', from);
      it.send({ type: 'stop', run });
    });
    expect(told.result.outcome).toEqual({ end: 'stopped' });
    expect(told.died).toBe(false);
    await nextRunIsFine();
    return told;
  };

  test.each([
    ['an empty loop', `while (true) {}`],
    ['a regular expression that backtracks for ever', `/^(a+)+$/.test('a'.repeat(40) + 'b');`],
    [
      'a flood of microtasks',
      `const f = () => Promise.resolve().then(f); f(); if ($rt.await(new Promise(() => {})) === PARK) yield;`,
    ],
    ['a sort that never ends', `[3, 2, 1].sort(() => { for (;;); });`],
    ['a getter that never returns', `({ get x() { for (;;); } }).x;`],
    ['a promise that never settles', `if ($rt.await(new Promise(() => {})) === PARK) yield;`],
    [
      'a goroutine flood',
      `const f = function* () { if (gosched() === PARK) yield; }; for (;;) { go(f); if (gosched() === PARK) yield; }`,
    ],
  ])('%s is stopped', async (_, body) => {
    await stopped(main(body));
  });

  test('what was printed before the stop stays', async () => {
    const told = await (
      await alive()
    ).run(main(`log('here'); for (;;);`), {}, async (it, run, from) => {
      await it.until((message) => message.type === 'print', from);
      it.send({ type: 'stop', run });
    });
    expect(told.printed).toBe('here\n');
  });
});
