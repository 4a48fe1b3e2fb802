import { ERRORS, LARGE, SHARES, TAG, TAG_BITS, TAG_MASK, VIEWS, type Surroundings } from './value-codec.ts';
import { readText, wordsOfUnits } from './value-text.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Words to values: see `value-codec.ts`. */
export class ValueDecoder {
  readonly #surroundings: Surroundings;
  readonly #vocabulary: Vocabulary;
  #words: Int32Array = new Int32Array();
  #at = 0;
  /** An object may be met again, by its rank. */
  #shares = false;
  #met: unknown[] = [];

  constructor(surroundings: Surroundings, vocabulary: Vocabulary) {
    this.#surroundings = surroundings;
    this.#vocabulary = vocabulary;
  }

  /** Where the values lie: ordinary or shared memory. */
  from(words: Int32Array): void {
    this.#words = words;
  }

  /** The value whose head is at `at`. */
  decode(at: number): unknown {
    this.#at = at + 1;
    this.#shares = (this.#words[at]! & SHARES) !== 0;
    const value = this.next();
    if (this.#shares) this.#met.length = 0;
    return value;
  }

  /** A value that is a single word. */
  decodeWord(word: number): unknown {
    this.#shares = false;
    return this.#tagged(word);
  }

  /** The value that comes next: for objects that are made field by field. */
  next(): unknown {
    return this.#tagged(this.#words[this.#at++]!);
  }

  #tagged(word: number): unknown {
    switch (word & TAG_MASK) {
      case TAG.undefined:
        return undefined;
      case TAG.null:
        return null;
      case TAG.true:
        return true;
      case TAG.false:
        return false;
      case TAG.small:
        return word >> TAG_BITS;
      case TAG.int:
        return this.#words[this.#at++]!;
      case TAG.double:
        return this.#double();
      case TAG.text:
        return this.#vocabulary.texts.text(word >>> TAG_BITS);
      case TAG.latin:
      case TAG.wide:
        return this.#text(word);
      case TAG.bigint:
        return bigintOf(this.#text(this.#words[this.#at++]!));
      case TAG.back:
        return this.#met[this.#count(word)];
      default:
        return this.#object(word);
    }
  }

  #object(word: number): unknown {
    switch (word & TAG_MASK) {
      case TAG.shaped:
        return this.#shaped(word >>> TAG_BITS);
      case TAG.array:
        return this.#array(this.#count(word));
      case TAG.sparse:
        return this.#sparse(this.#count(word));
      case TAG.object:
        return this.#fields(this.#meet<Record<string, unknown>>({}), word >>> TAG_BITS);
      case TAG.bareObject:
        return this.#fields(this.#meet(Object.create(null) as Record<string, unknown>), word >>> TAG_BITS);
      case TAG.map: {
        const map = this.#meet(new Map<unknown, unknown>());
        for (let n = this.#count(word); n > 0; n--) map.set(this.next(), this.next());
        return map;
      }
      case TAG.set: {
        const set = this.#meet(new Set<unknown>());
        for (let n = this.#count(word); n > 0; n--) set.add(this.next());
        return set;
      }
      case TAG.buffer:
        return this.#buffer(this.#count(word));
      case TAG.view:
        return this.#dataView(word >>> TAG_BITS);
      case TAG.error:
        return this.#error(word >>> TAG_BITS);
      case TAG.reference: {
        const rank = this.#reserve();
        return this.#fill(rank, this.#surroundings.referred(this.#count(word)));
      }
      case TAG.parts: {
        const rank = this.#reserve();
        const parts: unknown[] = [];
        for (let n = this.#count(word); n > 0; n--) parts.push(this.next());
        return this.#fill(rank, this.#surroundings.rebuild(parts));
      }
      default:
        throw new Error(`invariant broken: tag ${word & TAG_MASK} is none of the codec's`);
    }
  }

  #shaped(number: number): object {
    const shape = this.#vocabulary.shapes.shape(number);
    if (!this.#shares) return shape.build(this);
    // It may be met again inside itself: it has to be there before its fields.
    const object = this.#meet<Record<string, unknown>>({});
    for (const key of shape.keys) object[key] = this.next();
    return object;
  }

  #array(length: number): unknown[] {
    // Short ones as literals: a first `push` makes room for seventeen (12 against 55 ns for two).
    if (!this.#shares) {
      if (length === 0) return [];
      if (length === 1) return [this.next()];
      if (length === 2) return [this.next(), this.next()];
      if (length === 3) return [this.next(), this.next(), this.next()];
    }
    const array = this.#meet<unknown[]>([]);
    for (let i = 0; i < length; i++) array.push(this.next());
    return array;
  }

  #sparse(length: number): unknown[] {
    const array = this.#meet<unknown[]>([]);
    for (let i = 0; i < length; i++) {
      if (this.#words[this.#at] === TAG.hole) {
        this.#at++;
        array.length = i + 1;
      } else array.push(this.next());
    }
    for (let n = this.#words[this.#at++]!; n > 0; n--) {
      const name = this.next() as string;
      own(array, name, this.next());
    }
    return array;
  }

  #fields(into: Record<string, unknown>, count: number): object {
    const values: unknown[] = [];
    for (let i = 0; i < count; i++) values.push(this.next());
    for (let i = 0; i < count; i++) define(into, this.next() as string, values[i]);
    return into;
  }

  #buffer(length: number): ArrayBuffer {
    const buffer = this.#meet(new ArrayBuffer(length));
    const { buffer: memory, byteOffset } = this.#words;
    new Uint8Array(buffer).set(new Uint8Array(memory, byteOffset + this.#at * 4, length));
    this.#at += (length + 3) >> 2;
    return buffer;
  }

  #dataView(kind: number): ArrayBufferView {
    const rank = this.#reserve();
    const offset = this.#words[this.#at++]! >>> 0;
    const length = this.#words[this.#at++]! >>> 0;
    const buffer = this.next() as ArrayBuffer;
    // One signature for all of them: each takes a buffer, an offset and a length.
    const View = (VIEWS[kind] ?? Uint8Array) as new (
      b: ArrayBuffer,
      at: number,
      n: number,
    ) => ArrayBufferView;
    return this.#fill(rank, new View(buffer, offset, length));
  }

  #error(kind: number): Error {
    const rank = this.#reserve();
    const Kind = ERRORS[kind] ?? Error;
    const error = this.#fill(rank, new Kind(String(this.next())));
    const cause = this.next();
    if (cause !== undefined)
      Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true });
    return error;
  }

  #double(): number {
    doubleWords[0] = this.#words[this.#at]!;
    doubleWords[1] = this.#words[this.#at + 1]!;
    this.#at += 2;
    return double[0]!;
  }

  #text(head: number): string {
    const tag = head & TAG_MASK;
    const units = this.#count(head);
    const from = this.#at;
    this.#at += wordsOfUnits(tag, units);
    return readText(this.#words, from, tag, units);
  }

  #meet<T extends object>(object: T): T {
    if (this.#shares) this.#met.push(object);
    return object;
  }

  #reserve(): number {
    return this.#shares ? this.#met.push(undefined) - 1 : -1;
  }

  #fill<T>(rank: number, object: T): T {
    if (rank !== -1) this.#met[rank] = object;
    return object;
  }

  /** The count above a tag. */
  #count(head: number): number {
    const count = head >>> TAG_BITS;
    return count === LARGE ? this.#words[this.#at++]! >>> 0 : count;
  }
}

const double = new Float64Array(1);
const doubleWords = new Int32Array(double.buffer);

function define(into: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') own(into, key, value);
  else into[key] = value;
}

/** Whatever is inherited under that name: a frozen prototype refuses to be shadowed by assignment. */
const own = (into: object, key: string, value: unknown): void =>
  void Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });

const bigintOf = (hex: string): bigint =>
  hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`);
