/**
 * Values as words, for goroutines on another worker. What arrives is a copy: numbers (-0 and NaN too), strings
 * (lone surrogates too), booleans, null, undefined, bigints, arrays with their holes, plain objects, Map, Set,
 * array buffers and their views, errors, and objects of the run by reference. Sharing and cycles inside one value
 * survive. Functions, symbols and instances of other classes are refused by name.
 *
 * A value begins with a word that has its tag in the low bits and a count or a small number above. What comes again
 * and again (short texts, the keys of objects) is in the run's `Vocabulary`, and goes by its number: an object is
 * then little more than its numbers.
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

/** The low bits of the first word of each value. */
export const TAG = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  /** An integer that fits above the tag. */
  small: 4,
  int: 5,
  double: 6,
  /** Texts: so many units, four a word and two a word. */
  latin: 7,
  wide: 8,
  /** A text of the vocabulary. */
  text: 9,
  bigint: 10,
  /** Elements and nothing else. */
  array: 11,
  /** Elements and holes, then so many names and what they hold. */
  sparse: 12,
  hole: 13,
  /** So many fields, then their names. */
  object: 14,
  bareObject: 15,
  /** The fields of an object whose keys are in the vocabulary. */
  shaped: 16,
  map: 17,
  set: 18,
  buffer: 19,
  view: 20,
  error: 21,
  /** An object met before: its rank. */
  back: 22,
  reference: 23,
  parts: 24,
} as const;

export const TAG_BITS = 5;
export const TAG_MASK = (1 << TAG_BITS) - 1;

/** Counts below this stand above the tag; others are this, and a word of their own. */
export const LARGE = (1 << (32 - TAG_BITS)) - 1;

/** Before a value: how many words it takes, itself included, above this bit. */
export const SHARES = 1;

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
