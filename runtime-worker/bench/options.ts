import { parseArgs } from 'node:util';
import { ROWS, type Row } from './rows.ts';

export interface Options {
  readonly quick: boolean;
  /** The rows that are measured. */
  readonly rows: readonly Row[];
  readonly rounds: number;
  /** Where the results go as JSON; null: nowhere. */
  readonly json: string | null;
  readonly markdown: boolean;
  /** Where profiles go; null: not profiled. */
  readonly profile: boolean;
}

/** Something on the command line that cannot be. */
export class UsageError extends Error {}

export const USAGE = `npm run bench -- [--quick] [--row NAME]… [--rounds N] [--json FILE] [--markdown] [--profile]

  --quick      about two minutes: three rounds, smaller sizes, of each kind of library the fastest
  --row NAME   only the rows with this in their name; may be given several times
  --rounds N   runs of each contestant; 7, and 3 with --quick
  --json FILE  the results, for machines
  --markdown   the table as Markdown
  --profile    a CPU profile of each row's program of ours in out/bench/profiles; measures nothing

rows: ${ROWS.map(({ name }) => name).join('; ')}`;

const MOST_ROUNDS = 99;

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        row: { type: 'string', multiple: true, default: [] },
        rounds: { type: 'string' },
        json: { type: 'string' },
        markdown: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (cause) {
    throw new UsageError((cause as Error).message);
  }
  if (values.help) return 'help';
  const { quick, json, markdown, profile } = values;
  for (const name of values.row) {
    if (!ROWS.some((row) => row.name.includes(name)))
      throw new UsageError(`there is no row ${JSON.stringify(name)}`);
  }
  const rows = ROWS.filter(
    (row) => values.row.length === 0 || values.row.some((name) => row.name.includes(name)),
  );
  if (json === '') throw new UsageError('--json needs the name of a file');
  if (profile && (json !== undefined || markdown))
    throw new UsageError('--profile measures nothing that --json or --markdown could tell');
  const rounds = values.rounds === undefined ? (quick ? 3 : 7) : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MOST_ROUNDS)
    throw new UsageError(`--rounds is a whole number from 1 to ${MOST_ROUNDS}`);
  return { quick, rows, rounds, json: json ?? null, markdown, profile };
}
