/**
 * UTF-8 for places that have neither a DOM nor Node. A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD;
 * JSON escapes them, so text that travels as JSON keeps them.
 */

const REPLACEMENT = 0xfffd;

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  // A UTF-16 unit takes at most three bytes.
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.codePointAt(i) ?? REPLACEMENT;
    if (code > 0xffff) i++;
    else if (code >= 0xd800 && code <= 0xdfff) code = REPLACEMENT;
    if (code < 0x80) {
      bytes[at++] = code;
      continue;
    }
    if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
      else {
        bytes[at++] = 0xf0 | (code >> 18);
        bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
      }
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
    }
    bytes[at++] = 0x80 | (code & 0x3f);
  }
  return bytes.slice(0, at);
}

/** Bytes that are not UTF-8 become U+FFFD, one for each byte that fits nowhere. */
export function decodeUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  let units: number[] = [];
  for (let i = 0; i < bytes.length;) {
    const length = sequenceLength(bytes, i);
    let code: number;
    if (length === 0) {
      code = REPLACEMENT;
      i++;
    } else {
      code = length === 1 ? byte(bytes, i) : byte(bytes, i) & (0x7f >> length);
      for (let k = 1; k < length; k++) code = (code << 6) | (byte(bytes, i + k) & 0x3f);
      i += length;
    }
    if (code > 0xffff) units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    else units.push(code);
    if (units.length > 8192) {
      parts.push(String.fromCharCode(...units));
      units = [];
    }
  }
  parts.push(String.fromCharCode(...units));
  return parts.join('');
}

/** Bytes of the well-formed sequence at `i`; 0 where there is none. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = byte(bytes, i);
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  for (let k = 1; k < length; k++) if ((byte(bytes, i + k) & 0xc0) !== 0x80) return 0;
  if (length < 3) return length;
  const second = byte(bytes, i + 1);
  const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const outside = (first === 0xed && second >= 0xa0) || (first === 0xf4 && second >= 0x90);
  return overlong || outside ? 0 : length;
}

const byte = (bytes: Uint8Array, i: number): number => bytes[i] ?? 0;
