/** Values as Go prints them: `fmt.Println` for logs, `printpanicval` for uncaught panics (PN-10). */

/** `fmt.Println` without its line end: strings raw, operands separated by spaces. */
export const formatLine = (values: readonly unknown[]): string =>
  values.map((value) => formatValue(value)).join(' ');

/** Go's `%v`. Absent values print as `<nil>`, objects as structs, maps in the order of their keys. */
export function formatValue(value: unknown, within: readonly object[] = []): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return formatNumber(value);
    case 'undefined':
      return '<nil>';
    case 'boolean':
    case 'bigint':
    case 'symbol':
      return String(value);
    case 'function':
      return address(value);
    case 'object':
      return value === null ? '<nil>' : formatObject(value, within);
  }
}

/** What stands behind `panic: `. Each line after the first is indented by a tab. */
export function formatPanic(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  if (value instanceof Error) return indented(errorText(value));
  if (typeof value !== 'object' && typeof value !== 'function') return indented(formatValue(value));
  const named = namedBasic(value);
  if (named !== null) return named;
  const own = ownText(value);
  return own === null ? `(${typeName(value)}) ${address(value)}` : indented(own);
}

/** `class Code extends Number {}` is a named basic type: `main.Code(7)`, `main.S("x")`. */
function namedBasic(value: object): string | null {
  if (!(value instanceof Number || value instanceof String || value instanceof Boolean)) return null;
  const basic: unknown = value.valueOf();
  const words = typeof basic === 'string' ? `"${indented(basic)}"` : formatValue(basic);
  const name = typeName(value);
  return /^main\.(?:Number|String|Boolean)$/.test(name) ? words : `${name}(${words})`;
}

/** An error's own words: `Error()` of a Go error, with the class name for the errors of JavaScript itself. */
export function errorText(error: Error): string {
  if (NATIVE_ERRORS.has(error.constructor)) return `${error.name}: ${error.message}`;
  return error.message;
}

const NATIVE_ERRORS: ReadonlySet<unknown> = new Set([
  TypeError,
  RangeError,
  ReferenceError,
  SyntaxError,
  EvalError,
  URIError,
]);

const indented = (text: string): string => text.replaceAll('\n', '\n\t');

function formatNumber(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  // Go turns to an exponent below 1e-4, JavaScript below 1e-6.
  const text = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function formatObject(value: object, within: readonly object[]): string {
  if (value instanceof Error) return errorText(value);
  const own = ownText(value);
  if (own !== null) return own;
  if (within.includes(value)) return address(value);
  const deeper = [...within, value];
  const list = (items: readonly unknown[]): string =>
    items.map((item) => formatValue(item, deeper)).join(' ');
  if (Array.isArray(value)) return `[${list(value)}]`;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return `[${list(Array.from(value as unknown as ArrayLike<unknown>))}]`;
  if (value instanceof Map) return formatMap([...value.entries()], deeper);
  if (value instanceof Set)
    return formatMap(
      [...value.values()].map((key) => [key, true]),
      deeper,
    );
  return `{${list(Object.values(value))}}`;
}

function formatMap(entries: readonly (readonly [unknown, unknown])[], within: readonly object[]): string {
  const sorted = [...entries].sort(([one], [other]) => compareKeys(one, other));
  const words = sorted.map(([key, value]) => `${formatValue(key, within)}:${formatValue(value, within)}`);
  return `map[${words.join(' ')}]`;
}

function compareKeys(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const left = formatValue(one);
  const right = formatValue(other);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What an object says of itself: a `toString` of its own class is Go's `String()`. */
function ownText(value: object): string | null {
  const method: unknown = (value as { toString?: unknown }).toString;
  if (typeof method !== 'function' || INHERITED.has(method)) return null;
  return String(method.call(value));
}

const INHERITED: ReadonlySet<unknown> = new Set<unknown>([
  Object.prototype.toString,
  Array.prototype.toString,
  Function.prototype.toString,
  Object.getPrototypeOf(Int8Array.prototype).toString,
]);

function typeName(value: object): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (value instanceof Map) return 'map[interface {}]interface {}';
  const name = typeof value === 'function' ? '' : value.constructor?.name;
  if (typeof value === 'function') return 'func()';
  return name === undefined || name === 'Object' ? 'struct {}' : `main.${name}`;
}

const FIRST_ADDRESS = 0xc000010000;
let nextAddress = FIRST_ADDRESS;
let addresses = new WeakMap<object, string>();

/** A program prints the same addresses, whatever ran on this thread before it. */
export function forgetAddresses(): void {
  nextAddress = FIRST_ADDRESS;
  addresses = new WeakMap();
}

/** A stable stand-in for an address. */
export function address(value: object): string {
  let text = addresses.get(value);
  if (text === undefined) {
    text = `0x${nextAddress.toString(16)}`;
    nextAddress += 16;
    addresses.set(value, text);
  }
  return text;
}
