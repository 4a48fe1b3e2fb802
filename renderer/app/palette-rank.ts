/**
 * How well what was typed answers to a name, from 0 to 1; 0: not at all. A whole name comes before its beginning, that
 * before the beginning of a word in it, that before any part of it, and letters strewn over it come last.
 */
export function rankOf(typed: string, names: readonly string[]): number {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === '') return 1;
  return Math.max(0, ...names.map((name) => rank(wanted, name.toLocaleLowerCase())));
}

function rank(wanted: string, name: string): number {
  if (name === wanted) return 1;
  if (name.startsWith(wanted)) return 0.9;
  if (name.split(/[\s:./-]+/).some((word) => word.startsWith(wanted))) return 0.8;
  if (name.includes(wanted)) return 0.6;
  const words = wanted.split(/\s+/);
  if (words.length > 1 && words.every((word) => name.includes(word))) return 0.5;
  let at = 0;
  for (const letter of wanted) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return 0;
  }
  return 0.1;
}
