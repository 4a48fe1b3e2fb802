import { LARGE, TAG, TAG_BITS, TAG_MASK } from './value-codec.ts';

/** Texts as words: a head with the number of units, then the units, four a word where all of them are Latin-1. */

/** Words a text takes at most. */
export const roomOfText = (text: string): number => 2 + ((text.length + 1) >> 1);

/** Writes a text at `at`; returns the word after it. There is room for it. */
export function writeText(words: Int32Array, at: number, text: string): number {
  const { length } = text;
  let to = writeHead(words, at, TAG.latin, length);
  let all = 0;
  let i = 0;
  for (; i + 3 < length && all <= 0xff; i += 4) {
    const one = text.charCodeAt(i);
    const two = text.charCodeAt(i + 1);
    const three = text.charCodeAt(i + 2);
    const four = text.charCodeAt(i + 3);
    all |= one | two | three | four;
    words[to++] = one | (two << 8) | (three << 16) | (four << 24);
  }
  if (i < length && all <= 0xff) {
    let word = 0;
    for (let shift = 0; i < length; i++, shift += 8) {
      const unit = text.charCodeAt(i);
      all |= unit;
      word |= unit << shift;
    }
    words[to++] = word;
  }
  return all <= 0xff ? to : writeWide(words, at, text);
}

function writeWide(words: Int32Array, at: number, text: string): number {
  const { length } = text;
  let to = writeHead(words, at, TAG.wide, length);
  // Past the end there is no unit: NaN, which is 0 here.
  for (let i = 0; i < length; i += 2) words[to++] = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
  return to;
}

/** A tag and a count; returns the word after them. */
export function writeHead(words: Int32Array, at: number, tag: number, count: number): number {
  if (count < LARGE) {
    words[at] = tag | (count << TAG_BITS);
    return at + 1;
  }
  words[at] = tag | (LARGE << TAG_BITS);
  words[at + 1] = count;
  return at + 2;
}

/** Words of a short text, its head included. */
export const wordsOfText = (head: number): number => 1 + wordsOfUnits(head & TAG_MASK, head >>> TAG_BITS);

/** Words of a text after its head. */
export const wordsOfUnits = (tag: number, units: number): number =>
  tag === TAG.latin ? (units + 3) >> 2 : (units + 1) >> 1;

/** Units that one call of `fromCharCode` takes without overflowing the stack. */
const CHUNK = 4096;
const SHORT = 64;
/** Arrays of each short length, filled anew each time: growing one costs more than the text (340 against 60 ns). */
const UNITS: readonly number[][] = Array.from({ length: SHORT + 1 }, (_, length) =>
  Array.from({ length }, () => 0),
);

/** The text whose units begin at `at`. */
export function readText(words: Int32Array, at: number, tag: number, units: number): string {
  if (units === 0) return '';
  if (units <= SHORT) return chunk(words, at, tag, 0, UNITS[units] as number[]);
  let text = '';
  for (let from = 0; from < units; from += CHUNK) {
    const held = Array.from({ length: Math.min(CHUNK, units - from) }, () => 0);
    text += chunk(words, at, tag, from, held);
  }
  return text;
}

/** Through an ordinary array: views and spreading are slow where the intrinsics are frozen. */
function chunk(words: Int32Array, at: number, tag: number, from: number, into: number[]): string {
  const { length } = into;
  if (tag === TAG.latin) {
    for (let i = 0, unit = from; i < length; i++, unit++)
      into[i] = (words[at + (unit >> 2)]! >>> ((unit & 3) << 3)) & 0xff;
  } else {
    for (let i = 0, unit = from; i < length; i++, unit++)
      into[i] = (words[at + (unit >> 1)]! >>> ((unit & 1) << 4)) & 0xffff;
  }
  return Reflect.apply(String.fromCharCode, null, into) as string;
}
