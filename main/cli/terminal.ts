import { text } from '../../shared/text/format.ts';
import type { TextId } from '../../shared/text/format.ts';

/** Where a command writes, and in which language. */
export interface Terminal {
  readonly locale: 'en' | 'zh-CN';
  /** A person watches the error stream: progress may be drawn there. */
  readonly interactive: boolean;
  stdout(chunk: string): void;
  stderr(chunk: string): void;
  say(id: TextId, values?: Readonly<Record<string, string | number>>): string;
  /** Resolves when everything written has left the process. */
  flush(): Promise<void>;
}

/** A command line that cannot be understood; `message` says which part, to a person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The language of a POSIX environment: the first of LC_ALL, LC_MESSAGES and LANG that is set decides. */
export function localeOf(env: Readonly<Record<string, string | undefined>>): 'en' | 'zh-CN' {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^zh/i.test(named) ? 'zh-CN' : 'en';
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
    say: (id, values) => text(locale, id, values),
    flush: async () => {
      await drained(process.stdout);
      await drained(process.stderr);
    },
  };
}
