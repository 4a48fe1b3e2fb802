import type * as Lower from '../../shared/body/lower.ts';
import type * as Zero from '../../shared/body/zero.ts';

/**
 * What the page's own thread has in place of `shared/body/lower.ts` and `zero.ts` (scripts/window-config.mjs). The page
 * draws blocks and asks for their ports; what a block means, and what is wrong with its code, the check worker says.
 * So the TypeScript parser and the compiler's reading of bodies load there, and not before the first picture.
 */
const elsewhere = (): never => {
  throw new Error('Bodies are compiled in the check worker, not in the page.');
};

export const contextBinding: typeof Lower.contextBinding = elsewhere;
export const lowerBody: typeof Lower.lowerBody = elsewhere;
export const lowerStatements: typeof Lower.lowerStatements = elsewhere;
export const lowerExpression: typeof Lower.lowerExpression = elsewhere;
export const zeroOf: typeof Zero.zeroOf = elsewhere;
export const isWholeZero: typeof Zero.isWholeZero = elsewhere;
