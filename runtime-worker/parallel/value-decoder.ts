import { ERRORS, LONG, TAG, VIEWS, type Surroundings } from './value-codec.ts';

/** Bytes to values: see `value-codec.ts`. */
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
        this.#at += 4;
        return this.#view.getInt32(this.#at - 4, true);
      case TAG.double:
        this.#at += 8;
        return this.#view.getFloat64(this.#at - 8, true);
      case TAG.latin:
      case TAG.wide:
        return this.#string(tag);
      case TAG.bigint:
        return bigintOf(this.#string(this.#byte()));
      case TAG.back:
        return this.#met[this.#count()];
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
        for (let n = this.#count(); n > 0; n--) map.set(this.#value(), this.#value());
        return map;
      }
      case TAG.set: {
        const set = this.#meet(new Set<unknown>());
        for (let n = this.#count(); n > 0; n--) set.add(this.#value());
        return set;
      }
      case TAG.buffer: {
        const length = this.#count();
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
        return (this.#met[rank] = this.#surroundings.referred(this.#count()));
      }
      case TAG.parts: {
        const rank = this.#reserve();
        const parts: unknown[] = [];
        for (let n = this.#count(); n > 0; n--) parts.push(this.#value());
        return (this.#met[rank] = this.#surroundings.rebuild(parts));
      }
      default:
        throw new Error(`invariant broken: tag ${tag} is none of the codec's`);
    }
  }

  #array(): unknown[] {
    const array = this.#meet<unknown[]>([]);
    const length = this.#count();
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
    for (let tag = this.#byte(); tag !== TAG.end; tag = this.#byte()) {
      const key = this.#string(tag);
      const value = this.#value();
      if (key !== '__proto__') into[key] = value;
      else Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
    }
    return into;
  }

  #dataView(): ArrayBufferView {
    const rank = this.#reserve();
    const kind = this.#count();
    const offset = this.#count();
    const length = this.#count();
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
    const Kind = ERRORS[this.#count()] ?? Error;
    const error = new Kind(String(this.#value()));
    this.#met[rank] = error;
    const cause = this.#value();
    if (cause !== undefined)
      Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true });
    return error;
  }

  #string(tag: number): string {
    const length = this.#count();
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

  #count(): number {
    const count = this.#byte();
    if (count !== LONG) return count;
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
