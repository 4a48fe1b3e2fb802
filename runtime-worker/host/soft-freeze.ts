/**
 * What lockdown freezes with. `Object.freeze` also turns the elements of an object read-only, and V8 (Node 20's for
 * one) then takes the slow way for every store `a[i] = v` into an array or typed array that has it among its
 * prototypes: forty nanoseconds instead of one. Frozen property by property, those few prototypes are as frozen,
 * and stores stay fast.
 *
 * Installed as a side effect of being imported, before SES takes its copy of `Object.freeze`; see `restoreFreeze`.
 */
const freeze = Object.freeze;

const typedArray = Object.getPrototypeOf(Int8Array) as { readonly prototype: object };

/** The prototypes of whatever has elements. */
const withElements = new Set<unknown>([
  Object.prototype,
  Array.prototype,
  typedArray.prototype,
  ...Object.getOwnPropertyNames(globalThis)
    .map(
      (name) =>
        (globalThis as unknown as Record<string, { prototype?: unknown } | undefined>)[name]?.prototype,
    )
    .filter(
      (prototype) => prototype instanceof Object && Object.getPrototypeOf(prototype) === typedArray.prototype,
    ),
]);

function softFreeze<T>(value: T): T {
  if (!withElements.has(value)) return freeze(value);
  // One of the objects above.
  const prototype = value as object;
  for (const key of Reflect.ownKeys(prototype)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(prototype, key);
    if (descriptor === undefined || (!descriptor.configurable && descriptor.writable !== true)) continue;
    const fixed = 'value' in descriptor ? { writable: false, configurable: false } : { configurable: false };
    if (!Reflect.defineProperty(prototype, key, fixed)) throw new TypeError(`Cannot freeze ${String(key)}`);
  }
  if (!Reflect.preventExtensions(prototype)) throw new TypeError('Cannot prevent extensions');
  return value;
}

Object.defineProperty(Object, 'freeze', { value: softFreeze, writable: true, configurable: true });

/** Gives bodies the ordinary one back. */
export function restoreFreeze(): void {
  Object.defineProperty(Object, 'freeze', { value: freeze, writable: true, configurable: true });
}
