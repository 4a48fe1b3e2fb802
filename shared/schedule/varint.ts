/** Whole numbers from 0 to 2^53, seven bits a byte, low ones first; the top bit says that more follow. */
export function writeVarints(numbers: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (const number of numbers) {
    let left = number;
    while (left >= 128) {
      bytes.push((left % 128) + 128);
      left = Math.floor(left / 128);
    }
    bytes.push(left);
  }
  return Uint8Array.from(bytes);
}

/** Null for bytes that are no such sequence. */
export function readVarints(bytes: Uint8Array): number[] | null {
  const numbers: number[] = [];
  let number = 0;
  let scale = 1;
  for (const byte of bytes) {
    number += (byte & 127) * scale;
    if (number > Number.MAX_SAFE_INTEGER) return null;
    if (byte >= 128) {
      scale *= 128;
      continue;
    }
    numbers.push(number);
    number = 0;
    scale = 1;
  }
  return scale === 1 ? numbers : null;
}
