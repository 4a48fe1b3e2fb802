/**
 * Values as bytes, for goroutines on another worker. What arrives is a copy: numbers (-0 and NaN too), strings
 * (lone surrogates too), booleans, null, undefined, bigints, arrays with their holes, plain objects, Map, Set,
 * array buffers and their views, errors, and objects of the run by reference. Sharing and cycles inside one value
 * survive. Functions, symbols and instances of other classes are refused by name.
 */

/** A value that cannot be copied to another worker; the message is a sentence for the person who sent it. */
export class CannotCross extends Error {
  override readonly name = 'CannotCross';
}

/** What the codec must know about the run. */
export interface Surroundings {
  /** A number for an object that every worker has, like a declared channel; -1 for any other. */
  referenceTo(value: object): number;
  /** The object of that number on this worker. */
  referred(reference: number): unknown;
  /** Values to rebuild an object of the runtime from, like an error value; null for any other object. */
  takeApart(value: object): readonly unknown[] | null;
  rebuild(parts: readonly unknown[]): object;
}

const TAG = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  int: 4,
  double: 5,
  latin: 6,
  wide: 7,
  bigint: 8,
  array: 9,
  hole: 10,
  object: 11,
  bareObject: 12,
  map: 13,
  set: 14,
  buffer: 15,
  view: 16,
  error: 17,
  /** An object met before: its rank. */
  back: 18,
  reference: 19,
  parts: 20,
} as const;

const DEEPEST = 2000;
/** Up to this many objects, identity is looked up by walking them; beyond, in a map. */
const FEW = 8;

/** Order is the format between the workers of one run. */
const VIEWS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
] as const;

/** Order is the format between the workers of one run. */
const ERRORS = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError] as const;

export class ValueEncoder {
  /** The bytes of the value encoded last: the first `length` of them, until the next value. */
  bytes = new Uint8Array(512);
  length = 0;
  readonly #surroundings: Surroundings;
  #view = new DataView(this.bytes.buffer);
  #met: object[] = [];
  #ranks: Map<object, number> | null = null;
  #depth = 0;
  #busy = false;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /**
   * @returns how many of `bytes` the value takes
   * @throws CannotCross naming the type that may not leave its worker
   */
  encode(value: unknown): number {
    // A getter of the value may run the program's code; that code may not send while we look.
    if (this.#busy) throw new CannotCross('a value cannot be sent while another is being copied');
    this.#busy = true;
    this.length = 0;
    this.#depth = 0;
    try {
      this.#value(value);
      return this.length;
    } finally {
      this.#busy = false;
      this.#met.length = 0;
      this.#ranks = null;
    }
  }

  #value(value: unknown): void {
    switch (typeof value) {
      case 'number':
        return this.#number(value);
      case 'string':
        return this.#string(value);
      case 'boolean':
        return this.#tag(value ? TAG.true : TAG.false);
      case 'undefined':
        return this.#tag(TAG.undefined);
      case 'bigint':
        this.#tag(TAG.bigint);
        return this.#string(value.toString(16));
      case 'object':
        return value === null ? this.#tag(TAG.null) : this.#object(value);
      case 'function':
        throw new CannotCross(`${described(value)} cannot be copied to another worker`);
      case 'symbol':
        throw new CannotCross('a symbol cannot be copied to another worker');
    }
  }

  #number(value: number): void {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.#tag(TAG.int);
      this.#u32(value);
      return;
    }
    this.#tag(TAG.double);
    this.#room(8);
    this.#view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  #string(text: string): void {
    this.#room(5 + text.length * 2);
    const start = this.length;
    const { bytes } = this;
    let at = start + 5;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0xff) return this.#wide(text);
      bytes[at++] = unit;
    }
    bytes[start] = TAG.latin;
    this.#view.setUint32(start + 1, text.length, true);
    this.length = at;
  }

  #wide(text: string): void {
    const { bytes } = this;
    bytes[this.length] = TAG.wide;
    this.#view.setUint32(this.length + 1, text.length, true);
    let at = this.length + 5;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      bytes[at++] = unit & 0xff;
      bytes[at++] = unit >>> 8;
    }
    this.length = at;
  }

  #object(value: object): void {
    if (this.#metBefore(value)) return;
    if (++this.#depth > DEEPEST)
      throw new CannotCross(`a value nested deeper than ${DEEPEST} cannot be copied`);
    if (Array.isArray(value)) this.#array(value);
    else {
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype === Object.prototype) this.#fields(TAG.object, value);
      else if (prototype === null) this.#fields(TAG.bareObject, value);
      else this.#special(value, prototype);
    }
    this.#depth--;
  }

  /** Writes a reference where the object has been written before. */
  #metBefore(value: object): boolean {
    const met = this.#met;
    let rank: number;
    if (this.#ranks !== null) rank = this.#ranks.get(value) ?? -1;
    else rank = met.indexOf(value);
    if (rank !== -1) {
      this.#tag(TAG.back);
      this.#u32(rank);
      return true;
    }
    this.#ranks?.set(value, met.length);
    met.push(value);
    if (met.length === FEW) this.#ranks = new Map(met.map((object, i) => [object, i]));
    return false;
  }

  #array(array: readonly unknown[]): void {
    const keys = Object.keys(array);
    const dense =
      keys.length === array.length &&
      (keys.length === 0 || keys[keys.length - 1] === String(keys.length - 1));
    this.#tag(TAG.array);
    this.#u32(array.length);
    if (dense) {
      for (let i = 0; i < array.length; i++) this.#value(array[i]);
      this.#u32(0);
      return;
    }
    if (array.length > 1e6 && keys.length * 16 < array.length) {
      throw new CannotCross(
        `an array of ${array.length} elements, nearly all of them holes, cannot be copied`,
      );
    }
    for (let i = 0; i < array.length; i++) {
      if (Object.hasOwn(array, i)) this.#value(array[i]);
      else this.#tag(TAG.hole);
    }
    // What `match` returns has an index and an input beside its elements.
    this.#named(array, keys.slice(keys.findIndex((key) => !isIndex(key, array.length)) >>> 0));
  }

  #fields(tag: number, value: object): void {
    this.#tag(tag);
    this.#refuseSymbols(value);
    this.#named(value, Object.keys(value));
  }

  #named(value: object, keys: readonly string[]): void {
    this.#u32(keys.length);
    for (const key of keys) {
      this.#string(key);
      this.#value((value as Record<string, unknown>)[key]);
    }
  }

  #special(value: object, prototype: unknown): void {
    const reference = this.#surroundings.referenceTo(value);
    if (reference !== -1) {
      this.#tag(TAG.reference);
      return this.#u32(reference);
    }
    if (prototype === Map.prototype) {
      // Its own class, as the prototype says.
      const map = value as Map<unknown, unknown>;
      this.#tag(TAG.map);
      this.#u32(map.size);
      for (const [key, held] of Map.prototype.entries.call(map)) {
        this.#value(key);
        this.#value(held);
      }
      return;
    }
    if (prototype === Set.prototype) {
      const set = value as Set<unknown>;
      this.#tag(TAG.set);
      this.#u32(set.size);
      for (const held of Set.prototype.values.call(set)) this.#value(held);
      return;
    }
    if (prototype === ArrayBuffer.prototype) return this.#buffer(value as ArrayBuffer);
    if (ArrayBuffer.isView(value)) {
      const kind = VIEWS.findIndex((view) => view.prototype === prototype);
      if (kind !== -1) return this.#dataView(value, kind);
    }
    const parts = this.#surroundings.takeApart(value);
    if (parts !== null) {
      this.#tag(TAG.parts);
      this.#u32(parts.length);
      for (const part of parts) this.#value(part);
      return;
    }
    const kind = ERRORS.findIndex((error) => error.prototype === prototype);
    if (kind !== -1) return this.#error(value as Error, kind);
    throw new CannotCross(`${described(value)} cannot be copied to another worker`);
  }

  #buffer(buffer: ArrayBuffer): void {
    this.#tag(TAG.buffer);
    this.#u32(buffer.byteLength);
    this.#room(buffer.byteLength);
    this.bytes.set(new Uint8Array(buffer), this.length);
    this.length += buffer.byteLength;
  }

  #dataView(view: ArrayBufferView, kind: number): void {
    if (!(view.buffer instanceof ArrayBuffer))
      throw new CannotCross('shared memory cannot be copied to another worker');
    this.#tag(TAG.view);
    this.#u32(kind);
    this.#u32(view.byteOffset);
    this.#u32('length' in view ? (view.length as number) : view.byteLength);
    this.#object(view.buffer);
  }

  #error(error: Error, kind: number): void {
    this.#tag(TAG.error);
    this.#u32(kind);
    this.#value(String(error.message));
    this.#value(Object.hasOwn(error, 'cause') ? error.cause : undefined);
  }

  #refuseSymbols(value: object): void {
    const symbol = Object.getOwnPropertySymbols(value)[0];
    if (symbol !== undefined) {
      throw new CannotCross(
        `an object with the property ${String(symbol)} cannot be copied to another worker`,
      );
    }
  }

  #tag(tag: number): void {
    this.#room(1);
    this.bytes[this.length++] = tag;
  }

  #u32(value: number): void {
    this.#room(4);
    this.#view.setUint32(this.length, value, true);
    this.length += 4;
  }

  #room(bytes: number): void {
    const need = this.length + bytes;
    if (need <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(need, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

export class ValueDecoder {
  readonly #surroundings: Surroundings;
  readonly #words = new WordCache();
  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(this.#bytes.buffer);
  #at = 0;
  #met: unknown[] = [];

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Where the values lie: ordinary or shared memory. */
  from(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The value whose bytes begin at `at`. */
  decode(at: number): unknown {
    this.#at = at;
    const value = this.#value();
    this.#met.length = 0;
    return value;
  }

  #value(): unknown {
    const tag = this.#byte();
    switch (tag) {
      case TAG.undefined:
        return undefined;
      case TAG.null:
        return null;
      case TAG.true:
        return true;
      case TAG.false:
        return false;
      case TAG.int:
        return this.#u32() | 0;
      case TAG.double:
        this.#at += 8;
        return this.#view.getFloat64(this.#at - 8, true);
      case TAG.latin:
      case TAG.wide:
        return this.#string(tag);
      case TAG.bigint:
        return bigintOf(this.#string(this.#byte()));
      case TAG.back:
        return this.#met[this.#u32()];
      default:
        return this.#object(tag);
    }
  }

  #object(tag: number): unknown {
    switch (tag) {
      case TAG.array:
        return this.#array();
      case TAG.object:
        return this.#fields(this.#meet<Record<string, unknown>>({}));
      case TAG.bareObject:
        return this.#fields(this.#meet(Object.create(null) as Record<string, unknown>));
      case TAG.map: {
        const map = this.#meet(new Map<unknown, unknown>());
        for (let n = this.#u32(); n > 0; n--) map.set(this.#value(), this.#value());
        return map;
      }
      case TAG.set: {
        const set = this.#meet(new Set<unknown>());
        for (let n = this.#u32(); n > 0; n--) set.add(this.#value());
        return set;
      }
      case TAG.buffer: {
        const length = this.#u32();
        const buffer = this.#meet(new ArrayBuffer(length));
        new Uint8Array(buffer).set(this.#bytes.subarray(this.#at, this.#at + length));
        this.#at += length;
        return buffer;
      }
      case TAG.view:
        return this.#dataView();
      case TAG.error:
        return this.#error();
      case TAG.reference: {
        const rank = this.#reserve();
        return (this.#met[rank] = this.#surroundings.referred(this.#u32()));
      }
      case TAG.parts: {
        const rank = this.#reserve();
        const parts: unknown[] = [];
        for (let n = this.#u32(); n > 0; n--) parts.push(this.#value());
        return (this.#met[rank] = this.#surroundings.rebuild(parts));
      }
      default:
        throw new Error(`invariant broken: tag ${tag} is none of the codec's`);
    }
  }

  #array(): unknown[] {
    const array = this.#meet<unknown[]>([]);
    const length = this.#u32();
    for (let i = 0; i < length; i++) {
      if (this.#bytes[this.#at] === TAG.hole) {
        this.#at++;
        array.length = i + 1;
      } else array.push(this.#value());
    }
    this.#fields(array as unknown as Record<string, unknown>);
    return array;
  }

  #fields(into: Record<string, unknown>): object {
    for (let n = this.#u32(); n > 0; n--) {
      const key = this.#string(this.#byte());
      const value = this.#value();
      if (key !== '__proto__') into[key] = value;
      else Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
    }
    return into;
  }

  #dataView(): ArrayBufferView {
    const rank = this.#reserve();
    const kind = this.#u32();
    const offset = this.#u32();
    const length = this.#u32();
    const buffer = this.#value() as ArrayBuffer;
    // One signature for all of them: each takes a buffer, an offset and a length.
    const View = (VIEWS[kind] ?? Uint8Array) as new (
      b: ArrayBuffer,
      at: number,
      n: number,
    ) => ArrayBufferView;
    const view = new View(buffer, offset, length);
    this.#met[rank] = view;
    return view;
  }

  #error(): Error {
    const rank = this.#reserve();
    const Kind = ERRORS[this.#u32()] ?? Error;
    const error = new Kind(String(this.#value()));
    this.#met[rank] = error;
    const cause = this.#value();
    if (cause !== undefined)
      Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true });
    return error;
  }

  #string(tag: number): string {
    const length = this.#u32();
    const from = this.#at;
    if (tag === TAG.latin) {
      this.#at += length;
      return length <= WordCache.LONGEST
        ? this.#words.word(this.#bytes, from, length)
        : latin(this.#bytes, from, length);
    }
    this.#at += length * 2;
    return wide(this.#bytes, from, length);
  }

  #meet<T extends object>(object: T): T {
    this.#met.push(object);
    return object;
  }

  #reserve(): number {
    return this.#met.push(undefined) - 1;
  }

  #byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  #u32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }
}

/**
 * Short words seen lately: property names come again and again, and are then neither built nor hashed anew when they
 * are used as a key.
 */
class WordCache {
  static readonly LONGEST = 24;
  readonly #words: string[] = Array.from({ length: 256 }, () => '');

  word(bytes: Uint8Array, from: number, length: number): string {
    let hash = length;
    for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + (bytes[from + i] ?? 0)) | 0;
    const slot = (hash ^ (hash >>> 8)) & 0xff;
    const known = this.#words[slot] ?? '';
    if (known.length === length && same(known, bytes, from)) return known;
    const word = latin(bytes, from, length);
    this.#words[slot] = word;
    return word;
  }
}

function same(text: string, bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
}

/** Units that one call of `fromCharCode` takes without overflowing the stack. */
const CHUNK = 4096;

const latin = (bytes: Uint8Array, from: number, length: number): string =>
  textOf(length, (at) => bytes[from + at] ?? 0);

const wide = (bytes: Uint8Array, from: number, length: number): string =>
  textOf(length, (at) => (bytes[from + at * 2] ?? 0) | ((bytes[from + at * 2 + 1] ?? 0) << 8));

/** An ordinary array and one call: views and spreading are slow where the intrinsics are frozen. */
function textOf(length: number, unit: (at: number) => number): string {
  let text = '';
  for (let from = 0; from < length; from += CHUNK) {
    const units: number[] = [];
    const to = Math.min(from + CHUNK, length);
    for (let at = from; at < to; at++) units.push(unit(at));
    text += Reflect.apply(String.fromCharCode, null, units) as string;
  }
  return text;
}

const bigintOf = (hex: string): bigint =>
  hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`);

const isIndex = (key: string, length: number): boolean =>
  String(Number(key) >>> 0) === key && Number(key) < length;

function described(value: object | ((...args: never[]) => unknown)): string {
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  const { constructor } = value as { constructor?: unknown };
  const name = typeof constructor === 'function' ? constructor.name : '';
  return name === '' ? 'an object of its own class' : `a value of class ${name}`;
}
