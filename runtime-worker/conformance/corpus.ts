import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One case of the corpus: a folder named for the verdict. */
export interface ConformanceCase {
  /** `area/case`. */
  readonly name: string;
  readonly folder: string;
  /** The body of main, in TypeScript. */
  readonly body: string;
  /** The same as a document, `case.weft`, where the program is a graph: its text. */
  readonly document: string | null;
  readonly expected: Expected;
}

/** What Go did. */
export interface Expected {
  /** Ids of the rules it exercises. */
  readonly rules: readonly string[];
  readonly tags: readonly string[];
  readonly stdout: string;
  readonly exitCode: number;
  /** Stderr up to the first blank line; addresses as 0xADDR. */
  readonly stderrHead: string;
  /** The states of the goroutines in the dump, sorted. */
  readonly states: readonly string[];
}

/** What a program did, in the same terms. */
export type Observed = Pick<Expected, 'stdout' | 'exitCode' | 'stderrHead' | 'states'>;

const CORPUS = path.join(import.meta.dirname, 'corpus');

export function readCorpus(): readonly ConformanceCase[] {
  const folders = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  return folders(CORPUS)
    .sort()
    .flatMap((area) =>
      folders(path.join(CORPUS, area))
        .sort()
        .map((name) => `${area}/${name}`),
    )
    .map(readCase);
}

function readCase(name: string): ConformanceCase {
  const folder = path.join(CORPUS, name);
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  return {
    name,
    folder,
    body: read('main.ts'),
    document: existsSync(path.join(folder, 'case.weft')) ? read('case.weft') : null,
    expected: JSON.parse(read('expected.json')) as Expected,
  };
}

/** What stdout, stderr and the exit status say. */
export function observe(stdout: string, stderr: string, exitCode: number): Observed {
  const head = stderr.split('\n\n')[0] ?? '';
  const states = [
    ...stderr.matchAll(/^goroutine \d+(?: gp=\S+ m=\S+(?: mp=\S+)?)? \[([^\],]+)[^\]]*\]:$/gm),
  ].map(([, state]) => state ?? '');
  return {
    stdout,
    exitCode,
    stderrHead: head.replace(/0x[0-9a-f]+/g, '0xADDR').trimEnd(),
    states: states.sort(),
  };
}
