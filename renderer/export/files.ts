import type { ExportPreview } from '../../shared/ipc/contract.ts';

type ExportFile = ExportPreview['files'][number];

/** Files of an export by what they are for. */
export interface Parts {
  /** What was drawn: files with blocks of the drawing, and the types they share. */
  readonly program: readonly ExportFile[];
  /** What makes it a project. */
  readonly project: readonly ExportFile[];
  /** Weft's runtime, the same in every export. */
  readonly runtime: readonly ExportFile[];
}

/** The folder the runtime is written to. */
const RUNTIME = 'src/weft/';

export function partsOf(files: readonly ExportFile[]): Parts {
  const isRuntime = ({ path }: ExportFile): boolean => path.startsWith(RUNTIME);
  const isProgram = ({ path, nodes }: ExportFile): boolean => nodes.length > 0 || path === 'src/types.ts';
  return {
    program: files.filter((file) => !isRuntime(file) && isProgram(file)),
    project: files.filter((file) => !isRuntime(file) && !isProgram(file)),
    runtime: files.filter(isRuntime),
  };
}

/** The file with most of the drawing in it, where reading begins. */
export const firstToRead = (files: readonly ExportFile[]): ExportFile | undefined =>
  files.reduce<ExportFile | undefined>(
    (best, file) => (best === undefined || file.nodes.length > best.nodes.length ? file : best),
    undefined,
  );

/** The file with most of a block's code in it. */
export function homeOf(files: readonly ExportFile[], node: string): ExportFile | undefined {
  const lines = ({ nodes }: ExportFile): number =>
    nodes.reduce((sum, span) => sum + (span.node === node ? span.to - span.from + 1 : 0), 0);
  const home = files.reduce<ExportFile | undefined>(
    (best, file) => (best === undefined || lines(file) > lines(best) ? file : best),
    undefined,
  );
  return home !== undefined && lines(home) > 0 ? home : undefined;
}

/** The oldest Node the project says it runs on, such as `20`; null where it says nothing. */
export function nodeNeeded(files: readonly ExportFile[]): string | null {
  const text = files.find(({ path }) => path === 'package.json')?.text ?? '';
  return /"node":\s*">=([\d.]+)"/.exec(text)?.[1] ?? null;
}

export const lineCount = (text: string): number => text.replace(/\n$/, '').split('\n').length;
