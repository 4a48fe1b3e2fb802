/** Names a runtime asks of any object on its own account. */
const ALWAYS = new Set<string | symbol>([
  'then',
  '__esModule',
  'default',
  'toJSON',
  'nodeType',
  'tagName',
  'constructor',
]);

export const isKnown = (target: object, key: string | symbol): boolean =>
  key in target || typeof key === 'symbol' || ALWAYS.has(key);

/**
 * What is not doubled throws instead of being silently undefined: a test may not pass on something that is not
 * there. For plain objects; emitters extend `Doubled`.
 */
export function guard<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (isKnown(object, key)) return Reflect.get(object, key, receiver);
      throw new Error(`electron double: ${name}.${String(key)} is not doubled`);
    },
  });
}
