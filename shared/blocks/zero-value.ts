import type { Json } from '../base/json.ts';
import { zeroOf } from '../body/zero.ts';

/** The zero value of an element type as `{ zero }`, where it has one; empty where a closed channel yields undefined. */
export function zeroValue(elem: string, types: string): { readonly zero?: Json } {
  const zero = zeroOf(elem, types);
  return zero === undefined ? {} : { zero };
}
