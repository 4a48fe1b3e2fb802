import path from 'node:path';

/**
 * The document named on a command line, absolute; null when there is none. Chromium reorders and adds switches, so a
 * document is told by its extension, not by its place.
 */
export function documentIn(argv: readonly string[], folder: string): string | null {
  const named = argv.slice(1).findLast((text) => !text.startsWith('-') && /\.weft$/i.test(text));
  return named === undefined ? null : path.resolve(folder, named);
}
