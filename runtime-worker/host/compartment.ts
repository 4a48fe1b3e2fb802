import { GLOBALS } from '../../shared/body/names.ts';
import type { Executable } from '../../shared/ir/executable.ts';

/** The name generated code carries in stack traces; the machine looks for it there. */
export const SOURCE_NAME = 'weft-program.js';

/**
 * What a body may name besides the bindings of its machine: the standard library without clock, chance, threads,
 * and ways to make code from text. Promises are no names of a body, but async code of the language makes them.
 */
export const LIBRARY: readonly string[] = [...GLOBALS, 'Promise'];

/** Bound as parameters: a global looked up through the compartment costs a hundred times a variable. */
const BOUND = LIBRARY.filter((name) => name !== 'undefined' && name !== 'NaN' && name !== 'Infinity');

/** Made before the code's first line; positions on that line are shifted by its length. */
const PROLOGUE = `(${BOUND.join(', ')}) => `;

export type Evaluated = (bindings: object) => readonly ((...args: never[]) => unknown)[];

/**
 * Evaluates a program's code in a compartment of its own: hardened intrinsics, no other authority.
 * @throws SyntaxError where the text is no JavaScript, or might be more than it seems (`import(`, HTML comments)
 */
export function evaluate(executable: Pick<Executable, 'code'>): Evaluated {
  const compartment = new Compartment({
    __options__: true,
    // Not in every compartment, because of what the bits of a NaN may tell; here there is nobody to tell.
    globals: { Float32Array, Float64Array },
  });
  const scope = compartment.globalThis as Record<string, unknown>;
  for (const name of Object.getOwnPropertyNames(scope)) {
    if (!LIBRARY.includes(name)) Reflect.deleteProperty(scope, name);
  }
  Object.freeze(scope);
  const source = `(${PROLOGUE}(${executable.code}\n))\n//# sourceURL=${SOURCE_NAME}`;
  const make = compartment.evaluate(source) as (...library: unknown[]) => Evaluated;
  return make(...BOUND.map((name) => scope[name]));
}

/** Columns by which positions on the first line of the code are shifted. */
export const FIRST_LINE_SHIFT = PROLOGUE.length + 2;

/**
 * The positions table for code as it is evaluated here.
 */
export const shifted = (positions: Executable['positions']): Executable['positions'] =>
  positions.map(([line, column, site]) =>
    line === 1 ? [line, column + FIRST_LINE_SHIFT, site] : [line, column, site],
  );

/**
 * Freezes the functions and prototypes that a program is given, and those of everything it can reach from there, so
 * that no body changes them for another. Objects themselves stay open: the runtime keeps its state in them.
 */
export function hardenReachable(roots: readonly unknown[]): void {
  const done = new Set<unknown>();
  const queue: unknown[] = [...roots];
  while (queue.length > 0) {
    const value = queue.pop();
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || done.has(value))
      continue;
    done.add(value);
    // Memory holds numbers: nothing to walk through.
    if (ArrayBuffer.isView(value) || value instanceof SharedArrayBuffer) continue;
    // What lockdown has frozen stays as it froze it: see `soft-freeze.ts`.
    if ((typeof value === 'function' || isPrototype(value)) && !Object.isFrozen(value)) Object.freeze(value);
    queue.push(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      queue.push(descriptor?.value, descriptor?.get, descriptor?.set);
    }
  }
}

function isPrototype(value: object): boolean {
  const owner: unknown = Object.getOwnPropertyDescriptor(value, 'constructor')?.value;
  return typeof owner === 'function' && owner.prototype === value;
}
