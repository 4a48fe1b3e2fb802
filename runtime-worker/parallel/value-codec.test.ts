import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_SHAPES } from './known-shapes.ts';
import { MOST_TEXTS } from './known-texts.ts';
import { Layout, SharedMemory } from './memory.ts';
import { initHeap, reserveHeap, SharedHeap } from './shared-heap.ts';
import { CannotCross, type Surroundings } from './value-codec.ts';
import { ValueDecoder } from './value-decoder.ts';
import { ValueEncoder } from './value-encoder.ts';
import { reserveVocabulary, Vocabulary } from './vocabulary.ts';

class Channel {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}
class Problem {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
const channels = [new Channel(0), new Channel(1)];
const surroundings: Surroundings = {
  referenceTo: (value) => (value instanceof Channel ? value.number : -1),
  referred: (reference) => channels[reference],
  takeApart: (value) => (value instanceof Problem ? [value.text] : null),
  rebuild: ([text]) => new Problem(String(text)),
};
/** The shared memory of a run. `at`: where a value may lie. */
function newRun() {
  const memory = new SharedMemory(new SharedArrayBuffer(1 << 22));
  const layout = new Layout();
  const head = reserveHeap(layout);
  const words = reserveVocabulary(layout);
  const at = layout.reserve(1 << 17);
  initHeap(memory, head, layout.end);
  const heap = new SharedHeap(memory, head);
  /** A worker's end of it. */
  const newWorker = () => {
    const vocabulary = new Vocabulary(memory, new SharedHeap(memory, head), words);
    const worker = {
      encoder: new ValueEncoder(surroundings, vocabulary),
      decoder: new ValueDecoder(surroundings, vocabulary),
    };
    worker.decoder.from(memory.words);
    return worker;
  };
  return { memory, at, heap, newWorker };
}

const { memory, at, newWorker } = newRun();
const { encoder } = newWorker();
const { decoder } = newWorker();

function copy(value: unknown): unknown {
  const length = encoder.encode(value);
  // Values lie anywhere in shared memory, with others around them.
  memory.words.fill(0xee, at, at + 3 + length + 8);
  memory.words.set(encoder.words.subarray(0, length), at + 3);
  return decoder.decode(at + 3);
}

const anything = fc.anything({
  withBigInt: true,
  withMap: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withNullPrototype: true,
  withUnicodeString: true,
});

describe('a value crosses as a copy', () => {
  test('whatever plain values it is made of', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(copy(value)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('strings of any units', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => copy(text) === text));
    const long = `${'x'.repeat(9000)}織\ud800${'y'.repeat(9000)}`;
    expect(copy(long)).toBe(long);
    expect(copy('z'.repeat(9000))).toBe('z'.repeat(9000));
  });

  test('numbers to the last bit', () => {
    fc.assert(fc.property(fc.double(), (n) => Object.is(copy(n), n)));
    for (const n of [-0, 0, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 53])
      expect(Object.is(copy(n), n)).toBe(true);
  });

  test('bigints of either sign', () => {
    fc.assert(fc.property(fc.bigInt(), (n) => copy(n) === n));
  });

  test('holes stay holes, and named properties of an array stay', () => {
    // eslint-disable-next-line no-sparse-arrays -- the hole is the point
    const sparse = [1, , 3, ,];
    const back = copy(sparse) as unknown[];
    expect([back.length, 0 in back, 1 in back, 2 in back, 3 in back]).toEqual([4, true, false, true, false]);
    const match = /b(.)/.exec('abc')!;
    expect(copy(match)).toEqual(match);
    expect((copy(match) as RegExpExecArray).index).toBe(1);
    const named = Object.assign([1], { map: 2, join: 3 });
    expect(Object.getOwnPropertyDescriptors(copy(named))).toEqual(Object.getOwnPropertyDescriptors(named));
  });

  test('sharing and cycles inside a value survive', () => {
    const shared = { n: 1 };
    const value: Record<string, unknown> = { a: shared, b: [shared, shared], m: new Map([[shared, shared]]) };
    value['self'] = value;
    const back = copy(value) as { a: object; b: object[]; m: Map<object, object>; self: object };
    expect(back.self).toBe(back);
    expect(back.b).toEqual([back.a, back.a]);
    expect(back.b[0]).toBe(back.a);
    expect(back.m.get(back.a)).toBe(back.a);
    const many = Array.from({ length: 40 }, (_, i) => ({ i }));
    const twice = copy([...many, ...many]) as object[];
    expect(twice[39]).toBe(twice[79]);
  });

  test('views keep their place in one buffer', () => {
    const buffer = new ArrayBuffer(16);
    const views = [
      new Uint8Array(buffer, 2, 3),
      new DataView(buffer, 4),
      new Float64Array(buffer, 8),
    ] as const;
    views[0].fill(7);
    const back = copy(views) as typeof views;
    expect(back[0].buffer).toBe(back[1].buffer);
    expect(back).toEqual(views);
    expect(back[1].getUint8(0)).toBe(7);
  });

  test('errors keep their kind, message and cause', () => {
    const error = new TypeError('no such thing', { cause: new RangeError('deep') });
    const back = copy(error) as Error;
    expect(back).toBeInstanceOf(TypeError);
    expect(back.message).toBe('no such thing');
    expect(back.cause).toBeInstanceOf(RangeError);
  });

  test('a key named __proto__ is only a key', () => {
    const value: unknown = JSON.parse('{"__proto__": {"x": 1}, "y": 2}');
    const back = copy(value) as { x?: number };
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(back.x).toBeUndefined();
    expect(JSON.stringify(back)).toBe('{"__proto__":{"x":1},"y":2}');
  });

  test('objects of the run cross by reference, errors of the runtime by their parts', () => {
    const back = copy([channels[1], new Problem('broken'), channels[1]]) as [Channel, Problem, Channel];
    expect(back[0]).toBe(channels[1]);
    expect(back[2]).toBe(channels[1]);
    expect(back[1]).toEqual(new Problem('broken'));
  });
});

describe('what comes again goes by its number', () => {
  /** Three times, so that what it is made of has come, has got numbers, and goes by them. */
  const again = (value: unknown): unknown => {
    copy(value);
    copy(value);
    return copy(value);
  };
  const words = (value: unknown): number => {
    for (let times = 0; times < 4; times++) again(value);
    return encoder.encode(value);
  };

  test('and is the same, whatever it is made of', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(again(value)).toEqual(value);
      }),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => again(text) === text));
  });

  test('an object is little more than its numbers', () => {
    expect(words({ kind: 'circle', radius: 3, tags: ['round', 'red'], 'line-width': 2 })).toBe(8);
    expect(words('a text of some length, 40 units at most!')).toBe(2);
  });

  test('its keys are in order, and its own', () => {
    const [ab, ba, abc] = [
      { a: 1, b: 2 },
      { b: 1, a: 2 },
      { a: 1, b: 2, c: 3 },
    ];
    for (let i = 0; i < 4; i++) {
      expect([ab, ba, abc, {}].map((value) => JSON.stringify(copy(value)))).toEqual([
        '{"a":1,"b":2}',
        '{"b":1,"a":2}',
        '{"a":1,"b":2,"c":3}',
        '{}',
      ]);
    }
    const back = copy(ab) as Record<string, unknown>;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptors(back)).toEqual(Object.getOwnPropertyDescriptors(ab));
  });

  test('a field is looked at anew each time', () => {
    let looks = 0;
    const counted = {
      a: 1,
      get b(): number {
        return ++looks;
      },
    };
    again({ a: 1, b: 0 });
    expect(copy(counted)).toEqual({ a: 1, b: 1 });
    expect(copy(Object.defineProperty({ a: 1, b: 2 }, 'hidden', { value: 3 }))).toEqual({ a: 1, b: 2 });
    expect(copy(Object.freeze({ a: 1, b: 2 }))).toEqual({ a: 1, b: 2 });
    expect(() => encoder.encode({ a: 1, b: 2, [Symbol('s')]: 3 })).toThrow(CannotCross);
    expect(() => encoder.encode({ a: 1, b: () => 2 })).toThrow(CannotCross);
    expect(copy({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
  });

  test('a constant may change', () => {
    for (let i = 0; i < 20; i++) expect(copy({ state: 'waiting' })).toEqual({ state: 'waiting' });
    for (let i = 0; i < 40; i++) {
      const state = i % 3 === 0 ? 'waiting' : i % 3 === 1 ? 'running' : `other ${i}`;
      expect(copy({ state })).toEqual({ state });
    }
  });

  test('keys that are no names stay keys', () => {
    const odd = {
      'a b': 1,
      'quo"te': 2,
      'import(x)': 3,
      '<!-- -->': 4,
      '': 5,
      '\u2028': 6,
      constructor: 7,
      7: 8,
    };
    expect(again(odd)).toEqual(odd);
    for (const [key, value] of Object.entries(odd)) expect(again({ [key]: value })).toEqual({ [key]: value });
    expect(JSON.stringify(again(JSON.parse('{"__proto__": {"x": 1}, "y": 2}')))).toBe(
      '{"__proto__":{"x":1},"y":2}',
    );
  });

  test('an object that holds itself is met before its fields', () => {
    const made = (): Record<string, unknown> => {
      const node: Record<string, unknown> = { name: 'node', next: null };
      node['next'] = { name: 'node', next: node };
      return node;
    };
    for (let i = 0; i < 4; i++) {
      const back = copy(made()) as { next: { next: object } };
      expect(back.next.next).toBe(back);
    }
  });

  test('on every worker: each knows what the others have numbered', () => {
    const workers = Array.from({ length: 4 }, newWorker);
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), fc.nat(5), fc.nat(5), (from, to, key, text) => {
        const value = { [`key ${key}`]: `text ${text}`, both: [`text ${key}`, { both: `text ${text}` }] };
        const length = workers[from]!.encoder.encode(value);
        memory.words.set(workers[from]!.encoder.words.subarray(0, length), at);
        expect(workers[to]!.decoder.decode(at)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('when there are no numbers left, it goes in full', () => {
    for (let i = 0; i < MOST_TEXTS + 100; i++) {
      const value = { [`key${i % (MOST_SHAPES + 50)}`]: `value ${i}` };
      expect(again(value)).toEqual(value);
    }
    expect(words('a text that comes late')).toBeGreaterThan(2);
  });

  test('what comes once leaves nothing behind, what comes again a bounded part', () => {
    const run = newRun();
    const worker = run.newWorker();
    for (let i = 0; i < 20_000; i++) {
      const keys = Array.from({ length: 3 }, (_, k) => `once ${i} ${k}`);
      worker.encoder.encode(Object.fromEntries(keys.map((key) => [key, `only ${i} ${key}`])));
    }
    expect(run.heap.used).toBe(0);
    for (let i = 0; i < 3 * MOST_TEXTS; i++)
      for (let times = 0; times < 4; times++) worker.encoder.encode({ [`key ${i}`]: `value ${i}` });
    expect(run.heap.used).toBe((MOST_TEXTS + MOST_SHAPES) * 64);
  });
});

describe('what cannot cross is refused by name', () => {
  const refusal = (value: unknown): string => {
    try {
      encoder.encode(value);
    } catch (error) {
      if (error instanceof CannotCross) return error.message;
      throw error;
    }
    return 'crossed';
  };

  test('functions, symbols and instances of classes', () => {
    class Account {}
    expect(refusal(function pay() {})).toBe('the function pay cannot be copied to another worker');
    expect(refusal({ deep: [() => 1] })).toBe('a function cannot be copied to another worker');
    expect(refusal(Symbol('s'))).toBe('a symbol cannot be copied to another worker');
    expect(refusal([new Account()])).toBe('a value of class Account cannot be copied to another worker');
    expect(refusal(new Date(0))).toBe('a value of class Date cannot be copied to another worker');
    expect(refusal(/x/)).toBe('a value of class RegExp cannot be copied to another worker');
    expect(refusal(Promise.resolve())).toBe('a value of class Promise cannot be copied to another worker');
    expect(refusal(Object.create({ inherited: 1 }))).toBe(
      'a value of class Object cannot be copied to another worker',
    );
    expect(refusal({ [Symbol('s')]: 1 })).toBe(
      'an object with the property Symbol(s) cannot be copied to another worker',
    );
    expect(refusal(new Uint8Array(new SharedArrayBuffer(8)))).toBe(
      'shared memory cannot be copied to another worker',
    );
  });

  test('values nested without end, and giant arrays of nothing', () => {
    let deep: unknown = 0;
    for (let i = 0; i < 3000; i++) deep = [deep];
    expect(refusal(deep)).toBe('a value nested deeper than 2000 cannot be copied');
    // oxlint-disable-next-line unicorn/no-new-array -- its length is the point
    expect(refusal(new Array(4e9))).toMatch(/^an array of 4000000000 elements/);
  });

  test('the encoder works on after a refusal, and while a getter tries to send', () => {
    expect(refusal([() => 1])).not.toBe('crossed');
    expect(copy([1])).toEqual([1]);
    const sly = {
      get now(): string {
        return refusal('inner');
      },
    };
    expect(copy(sly)).toEqual({ now: 'a value cannot be sent while another is being copied' });
  });
});
