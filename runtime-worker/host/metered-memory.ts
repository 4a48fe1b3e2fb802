/**
 * Array buffers lie outside the JavaScript heap, so the heap's limit does not bound them. Here every constructor and
 * method that makes one asks first. Installed before the intrinsics are frozen: there is then no other way to a
 * buffer, whatever a body tries.
 */
export interface Meter {
  /** Bytes that buffers may take together. */
  readonly limit: number;
  /** Bytes they take now. */
  readonly live: () => number;
  /** Gives the memory of unreachable buffers back. */
  readonly collect: () => void;
  /** The limit is passed. Must not return. */
  readonly exceeded: () => never;
}

let meter: Meter | null = null;
let taken = 0;
let checkAt = 0;

/** How often unreachable buffers are collected before the limit counts as passed. */
const PATIENCE = 8;
const PAUSE = new Int32Array(new SharedArrayBuffer(4));

/** Bytes that may be taken before `live` is asked again. */
const STRIDE = 1 << 20;

/** From here on buffers are counted. */
export function arm(armed: Meter): void {
  meter = armed;
  taken = 0;
  checkAt = 0;
}

function take(bytes: number): void {
  if (meter === null || !(bytes > 0)) return;
  taken += bytes;
  if (taken >= checkAt) check(meter, bytes);
}

function check({ limit, live, collect, exceeded }: Meter, bytes: number): void {
  let now = live();
  for (let tries = 0; now + bytes > limit; tries++) {
    if (tries === PATIENCE || bytes > limit) exceeded();
    collect();
    // The engine gives buffers back on a thread of its own.
    Atomics.wait(PAUSE, 0, 0, tries);
    now = live();
  }
  checkAt = taken + Math.min(STRIDE, limit - now - bytes);
}

type Constructor = new (...args: unknown[]) => object;

const BUFFERS = ['ArrayBuffer'] as const;
const VIEWS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
] as const;

/** Puts metered constructors and methods in the place of the realm's own. Once, before lockdown. */
export function installMeter(): void {
  const realm = globalThis as unknown as Record<string, Constructor | undefined>;
  for (const name of [...BUFFERS, ...VIEWS]) {
    const native = realm[name];
    // Float16Array is younger than the oldest Node this runs on.
    if (native === undefined) continue;
    Object.defineProperty(realm, name, { value: metered(native), writable: true, configurable: true });
  }
  const typedArray: unknown = Object.getPrototypeOf(Int8Array.prototype);
  for (const method of ['toReversed', 'toSorted', 'with'])
    wrap(typedArray, method, (self) => self.byteLength);
  for (const method of ['resize', 'transfer', 'transferToFixedLength']) {
    wrap(ArrayBuffer.prototype, method, (self, length) =>
      length === undefined ? self.byteLength : Number(length),
    );
  }
}

/** The constructor, asking first. It shares the prototype, so `instanceof`, species and subclasses stay as they are. */
function metered(native: Constructor): Constructor {
  const unit = (native as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
  const copies = unit !== 1 || native.name !== 'ArrayBuffer';
  function construct(this: unknown, ...args: unknown[]): object {
    // Without `new` it throws as the native one does.
    if (new.target === undefined) return Reflect.apply(native as unknown as () => object, this, args);
    take(asked(args[0], copies) * unit);
    // The prototype is the same; what the native constructor makes by itself, the engine handles at full speed.
    return Reflect.construct(native, args, new.target === construct ? native : new.target) as object;
  }
  for (const key of Reflect.ownKeys(native)) {
    const descriptor = Object.getOwnPropertyDescriptor(native, key);
    if (descriptor !== undefined) Object.defineProperty(construct, key, descriptor);
  }
  Object.setPrototypeOf(construct, Object.getPrototypeOf(native) as object);
  Object.defineProperty(native.prototype, 'constructor', {
    value: construct,
    writable: true,
    configurable: true,
  });
  return construct as unknown as Constructor;
}

/** Elements the constructor will make room for. */
function asked(first: unknown, copies: boolean): number {
  if (typeof first === 'number') return first;
  if (typeof first !== 'object' || first === null) return Number(first ?? 0);
  // A view of a buffer that exists takes nothing.
  if (!copies || first instanceof ArrayBuffer) return 0;
  return Number((first as { length?: unknown }).length ?? 0);
}

function wrap(
  prototype: unknown,
  name: string,
  bytes: (self: { readonly byteLength: number }, argument: unknown) => number,
): void {
  const target = prototype as Record<string, ((...args: unknown[]) => unknown) | undefined>;
  const native = target[name];
  if (native === undefined) return;
  // A method, not a function: it has no prototype and cannot be constructed.
  const { [name]: method } = {
    [name](this: { readonly byteLength: number }, ...args: unknown[]): unknown {
      take(bytes(this, args[0]));
      return Reflect.apply(native, this, args);
    },
  };
  Object.defineProperty(target, name, { value: method, writable: true, configurable: true });
}
