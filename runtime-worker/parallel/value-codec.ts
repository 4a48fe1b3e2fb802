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

/** First byte of each value. */
export const TAG = {
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
  /** After the last field of an object. */
  end: 21,
} as const;

/**
 * Lengths and counts below this are one byte; others are this byte and a word. A value is mostly short strings, and
 * what it costs to send is its cache lines.
 */
export const LONG = 255;

/** Order is the format between the workers of one run. */
export const VIEWS = [
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
export const ERRORS = [
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
] as const;
