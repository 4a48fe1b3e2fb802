import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConformanceCase, Expected, Observed } from './corpus.ts';

/** A rule of Go that cannot hold as it stands, and why. `EXCEPTIONS.md` is this table for people. */
export interface Exception {
  readonly rules: readonly string[];
  /** The case it shows in; absent where no program shows it. */
  readonly case?: string;
  readonly reason: string;
  /** Only under these drivers; absent: everywhere. */
  readonly drivers?: readonly Driver[];
  /** What the case prints instead. */
  readonly stdout?: string;
  readonly stderrHead?: string;
  /** The words of each line come in any order. */
  readonly anyOrder?: boolean;
  /** The program says by hand what the language does not do by itself; its output is Go's. */
  readonly asWritten?: boolean;
  /** Not run. */
  readonly skip?: boolean;
}

/** Compiled bodies on one machine, exported programs, compiled bodies on several threads. */
export type Driver = 'resumable' | 'promise' | 'parallel';

export const EXCEPTIONS = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'exceptions.json'), 'utf8'),
) as readonly Exception[];

const exceptionsOf = (name: string, driver: Driver): readonly Exception[] =>
  EXCEPTIONS.filter((one) => one.case === name && (one.drivers?.includes(driver) ?? true));

export const isSkipped = (name: string, driver: Driver): boolean =>
  exceptionsOf(name, driver).some(({ skip }) => skip === true);

/** What a case must do under a driver, and what it did, made comparable. */
export function compared(
  one: ConformanceCase,
  driver: Driver,
  observed: Observed,
): { readonly got: Observed; readonly want: Observed } {
  const exceptions = exceptionsOf(one.name, driver);
  const { stdout, exitCode, stderrHead, states } = exceptions.reduce<Expected>(
    (expected, { stdout: out = expected.stdout, stderrHead: head = expected.stderrHead }) => ({
      ...expected,
      stdout: out,
      stderrHead: head,
    }),
    one.expected,
  );
  const anyOrder = exceptions.some((exception) => exception.anyOrder === true);
  const words = (text: string): string => (anyOrder ? inAnyOrder(text) : text);
  // Such a dump also shows goroutines of Go's own runtime.
  const hidden = one.expected.tags.includes('no-states');
  return {
    got: {
      stdout: words(observed.stdout),
      exitCode: observed.exitCode,
      stderrHead: observed.stderrHead,
      states: hidden ? [] : observed.states,
    },
    want: { stdout: words(stdout), exitCode, stderrHead, states },
  };
}

/** Each line's words, sorted: for programs whose output Go does not promise. */
export const inAnyOrder = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.split(' ').toSorted().join(' '))
    .join('\n');

const WHERE: Readonly<Record<Driver, string>> = {
  resumable: 'in deterministic mode',
  promise: 'in exported programs',
  parallel: 'in parallel mode',
};

/** The table for people: what stands in `EXCEPTIONS.md`. */
export function exceptionsPage(): string {
  const items = EXCEPTIONS.map(({ rules, case: name, reason, drivers, skip }) => {
    const where = name === undefined ? '' : ` (\`${name}\`)`;
    const only =
      drivers === undefined ? '' : ` Only ${drivers.map((driver) => WHERE[driver]).join(' and ')}.`;
    return `- **${rules.join(', ')}**${where}: ${reason}${only}${skip === true ? ' Not run there.' : ''}`;
  });
  return `# Rules of Go that do not hold as they stand

Every case of the corpus is run. Where one cannot do what Go does, or a rule has no counterpart, the reason is here.
Written from \`exceptions.json\` by the conformance test.

${items.join('\n')}
`;
}
