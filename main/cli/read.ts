import { readFile, stat } from 'node:fs/promises';
import type { Finding } from '../../shared/compile/findings.ts';
import { error } from '../../shared/compile/findings.ts';
import { MAX_TEXT } from '../../shared/graph/document.ts';
import { type Terminal, UsageError } from './terminal.ts';

/** The one document a command works on. @throws UsageError unless exactly one is named */
export function oneFile(positionals: readonly string[], out: Terminal): string {
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError(out.say('cli.no-file'));
  if (more.length > 0) throw new UsageError(out.say('cli.too-many-files', { file: more[0] ?? '' }));
  return file;
}

/**
 * A document's text, or the finding that it is too large to be one. The file is only ever read.
 * @throws UsageError when it cannot be read
 */
export async function readDocumentText(
  file: string,
  out: Terminal,
): Promise<{ readonly text: string } | { readonly finding: Finding }> {
  try {
    const { size } = await stat(file);
    if (size > MAX_TEXT)
      return {
        finding: error('file-too-large', {}, { size: Math.ceil(size / 2 ** 20), limit: MAX_TEXT / 2 ** 20 }),
      };
    return { text: await readFile(file, 'utf8') };
  } catch (cause) {
    throw new UsageError(out.say('cli.unreadable', { file, reason: (cause as Error).message }));
  }
}

/** A text option, or undefined. */
export const textOption = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** A whole number within bounds. @throws UsageError naming the option */
export function numberOption(
  name: string,
  value: unknown,
  low: number,
  high: number,
  out: Terminal,
): number | undefined {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= low && number <= high))
    throw new UsageError(out.say('cli.bad-number', { option: name, value: String(value), low, high }));
  return number;
}

/** One of a few words. @throws UsageError naming the option and the words */
export function choiceOption<const T extends string>(
  name: string,
  value: unknown,
  options: readonly T[],
  out: Terminal,
): T | undefined {
  if (value === undefined) return undefined;
  const found = options.find((option) => option === value);
  if (found === undefined)
    throw new UsageError(
      out.say('cli.bad-choice', { option: name, value: String(value), options: options.join(', ') }),
    );
  return found;
}
