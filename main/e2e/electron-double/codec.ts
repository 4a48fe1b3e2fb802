/**
 * Structured clone over text: how values cross between the two worlds of a page, the stand-in's process and its
 * children. What structured clone refuses is refused here too.
 */

type Encoded =
  | null
  | boolean
  | number
  | string
  | readonly Encoded[]
  | { readonly $: string; readonly v?: unknown; readonly t?: string; readonly n?: string };

const VIEWS = {
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;

const isViewName = (name: string): name is keyof typeof VIEWS => Object.hasOwn(VIEWS, name);

export interface Codec {
  /** @throws Error "An object could not be cloned." */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/** Base64 differs between Node and a page, so each brings its own. */
export function makeCodec(
  toBase64: (bytes: Uint8Array) => string,
  fromBase64: (text: string) => Uint8Array<ArrayBuffer>,
): Codec {
  const encode = (value: unknown): Encoded => {
    switch (typeof value) {
      case 'undefined':
        return { $: 'undefined' };
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
      case 'bigint':
        return { $: 'bigint', v: String(value) };
      case 'object':
        return value === null ? null : encodeObject(value);
      case 'function':
      case 'symbol':
        throw new Error('An object could not be cloned.');
    }
  };

  const encodeObject = (value: object): Encoded => {
    if (value instanceof ArrayBuffer) return { $: 'buffer', v: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      // Node's Buffer arrives as plain bytes, as in Electron.
      const name = value.constructor.name;
      return { $: 'view', t: isViewName(name) ? name : 'Uint8Array', v: toBase64(bytes) };
    }
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof Map)
      return { $: 'map', v: [...value].map(([key, item]) => [encode(key), encode(item)]) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(encode) };
    if (value instanceof Error) return { $: 'error', n: value.name, v: value.message };
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
      throw new Error('An object could not be cloned.');
    if (Array.isArray(value)) return value.map(encode);
    return { $: 'object', v: Object.entries(value).map(([key, item]) => [key, encode(item)]) };
  };

  const decode = (from: Encoded): unknown => {
    if (from === null || typeof from !== 'object') return from;
    if (!('$' in from)) return (from as readonly Encoded[]).map(decode);
    switch (from.$) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(from.v);
      case 'bigint':
        return BigInt(from.v as string);
      case 'buffer':
        return fromBase64(from.v as string).buffer;
      case 'view': {
        const { buffer } = fromBase64(from.v as string);
        return new VIEWS[from.t as keyof typeof VIEWS](buffer);
      }
      case 'date':
        return new Date(from.v as number);
      case 'map':
        return new Map((from.v as [Encoded, Encoded][]).map(([key, item]) => [decode(key), decode(item)]));
      case 'set':
        return new Set((from.v as Encoded[]).map(decode));
      case 'error': {
        const error = new Error(from.v as string);
        error.name = from.n ?? 'Error';
        return error;
      }
      default: {
        const object: Record<string, unknown> = {};
        for (const [key, item] of from.v as [string, Encoded][])
          Object.defineProperty(object, key, {
            value: decode(item),
            writable: true,
            enumerable: true,
            configurable: true,
          });
        return object;
      }
    }
  };

  return {
    encode: (value) => JSON.stringify(encode(value)),
    decode: (text) => decode(JSON.parse(text) as Encoded),
  };
}

export const nodeCodec = (): Codec =>
  makeCodec(
    (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    (text) => new Uint8Array(Buffer.from(text, 'base64')),
  );
