import type { Json } from '../base/json.ts';

/**
 * How a value stands in a file: a text of several lines becomes an array of its lines, so that a change to one
 * line is one line of a diff.
 *
 *   text of several lines           ["first", "second"]
 *   array of texts, not empty       { "list": ["first", "second"] }     what would look like lines
 *   object whose only key is list   { "list": { "value": … } }          what would look like the row above
 *
 * Everything else stands for itself, with the keys of objects sorted.
 */
export function toLines(value: Json): Json {
  if (typeof value === 'string') return value.includes('\n') ? value.split('\n') : value;
  if (isArray(value)) return isLines(value) ? { list: value } : value.map(toLines);
  if (!isObject(value)) return value;
  if (isOnlyList(value)) return { list: { value: toLines(value['list']!) } };
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, toLines(item)]),
  );
}

/** The value that `toLines` wrote. */
export function fromLines(value: Json): Json {
  if (isArray(value)) return isLines(value) ? value.join('\n') : value.map(fromLines);
  if (!isObject(value)) return value;
  if (isOnlyList(value)) {
    const inner = value['list']!;
    if (isArray(inner)) return inner.map(fromLines);
    if (isObject(inner) && Object.keys(inner).length === 1 && Object.hasOwn(inner, 'value')) {
      return { list: fromLines(inner['value']!) };
    }
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromLines(item)]));
}

function isLines(value: readonly Json[]): value is readonly string[] {
  return value.length >= 1 && value.every((item) => typeof item === 'string' && !item.includes('\n'));
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOnlyList = (value: { readonly [key: string]: Json }): boolean =>
  Object.keys(value).length === 1 && Object.hasOwn(value, 'list');
