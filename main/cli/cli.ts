import { parseArgs, type ParseArgsConfig } from 'node:util';
import { check } from './commands/check.ts';
import { exportCommand } from './commands/export.ts';
import { run } from './commands/run.ts';
import { templatesCommand } from './commands/templates.ts';
import { type Terminal, terminal, UsageError } from './terminal.ts';

/** What one command is: its options as `node:util` reads them, and what it does with them. */
export interface Command {
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Resolves to the exit code. */
  run(values: Values, positionals: readonly string[], out: Terminal): Promise<number>;
}

export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

const COMMANDS: Readonly<Record<string, Command>> = {
  run,
  check,
  export: exportCommand,
  templates: templatesCommand,
};

const usage = (): string =>
  Object.values(COMMANDS)
    .map((command) => `  weft ${command.usage}`)
    .join('\n');

/** Runs one command line and resolves to its exit code: 0 done, 1 bad usage or a document with errors, 2 and more the program's. */
export async function main(args: readonly string[], out: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    out.stdout(`${out.say('cli.usage')}\n${usage()}\n`);
    return name === undefined ? 1 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    out.stderr(`${out.say('cli.unknown-command', { name })}\n${usage()}\n`);
    return 1;
  }
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: command.options,
      allowPositionals: true,
    });
    return await command.run(values as Values, positionals, out);
  } catch (cause) {
    if (!(cause instanceof UsageError) && !isParseError(cause)) throw cause;
    out.stderr(`${(cause as Error).message}\n  weft ${command.usage}\n`);
    return 1;
  }
}

const isParseError = (cause: unknown): boolean =>
  cause instanceof TypeError && String((cause as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

/** Runs the process's own command line. */
async function start(): Promise<void> {
  const out = terminal();
  const code = await main(process.argv.slice(2), out);
  await out.flush();
  process.exit(code);
}

// The bundle is the program; tests import `main` from the source instead.
if (!import.meta.env['VITEST']) void start();
