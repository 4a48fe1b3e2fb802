import type { MessageKey } from '../../shared/text/en.ts';
import { type Locale, message, nearestLocale, type Values } from '../../shared/text/format.ts';

/** Where a command writes, and in which language. */
export interface Terminal {
  readonly locale: Locale;
  /** A person watches the error stream: progress may be drawn there. */
  readonly interactive: boolean;
  stdout(chunk: string): void;
  stderr(chunk: string): void;
  say(key: MessageKey, values?: Values): string;
  /** Resolves when everything written has left the process. */
  flush(): Promise<void>;
}

/** A command line that cannot be understood; `message` says which part, to a person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The language of a POSIX environment: the first of LC_ALL, LC_MESSAGES and LANG that is set decides. */
export function localeOf(env: Readonly<Record<string, string | undefined>>): Locale {
  return nearestLocale(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'en');
}

/** The terminal of this process. A reader that goes away (`| head`) ends it quietly. */
export function terminal(): Terminal {
  const locale = localeOf(process.env);
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EPIPE') process.exit(0);
      throw cause;
    });
  const drained = (stream: NodeJS.WriteStream): Promise<void> =>
    new Promise((resolve) => {
      stream.write('', () => resolve());
    });
  return {
    locale,
    interactive: process.stderr.isTTY,
    stdout: (chunk) => void process.stdout.write(chunk),
    stderr: (chunk) => void process.stderr.write(chunk),
    say: (key, values) => message(locale, key, values),
    flush: async () => {
      await drained(process.stdout);
      await drained(process.stderr);
    },
  };
}
