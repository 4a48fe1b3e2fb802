import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotCross, type Surroundings } from './value-codec.ts';
import { ValueDecoder } from './value-decoder.ts';
import { ValueEncoder } from './value-encoder.ts';

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
const encoder = new ValueEncoder(surroundings);
const decoder = new ValueDecoder(surroundings);

function copy(value: unknown): unknown {
  const length = encoder.encode(value);
  // Values lie anywhere in shared memory, with others around them.
  const memory = new Uint8Array(new SharedArrayBuffer(length + 12));
  memory.fill(0xee);
  memory.set(encoder.bytes.subarray(0, length), 5);
  decoder.from(memory);
  return decoder.decode(5);
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
