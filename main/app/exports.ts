import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../../shared/compile/findings.ts';
import { emitTypeScript } from '../../shared/emit/typescript/emit.ts';
import type { LineSpan } from '../../shared/ipc/contract.ts';
import { atomicWrite } from './atomic-write.ts';
import { compileText } from './compiled.ts';
import { runtimeSources } from './runtime-sources.ts';

export interface ExportedFile {
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly LineSpan[];
}

/** The files a document leaves as, or the findings that stand in the way. */
export function exportText(
  text: string,
  singleFile: boolean,
): { readonly files: readonly ExportedFile[]; readonly findings: readonly Finding[] } {
  const { program, findings } = compileText(text);
  if (!program) return { files: [], findings };
  return {
    files: emitTypeScript(program, { singleFile, runtime: runtimeSources(), document: text }),
    findings,
  };
}

/** A place that cannot take an export, with the reason in `message`. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused';
  readonly reason: 'not-empty' | 'outside';
  constructor(reason: 'not-empty' | 'outside', place: string) {
    super(`${place}: ${reason}`);
    this.reason = reason;
  }
}

/**
 * Writes an export: a project into `place`, which must be a new or empty folder or an earlier export of Weft; a
 * single file as `place` itself.
 * @throws ExportRefused, or the system's error
 */
export async function writeExport(
  files: readonly ExportedFile[],
  place: string,
  singleFile: boolean,
): Promise<void> {
  const [first] = files;
  if (singleFile && first && files.length === 1) {
    await mkdir(path.dirname(path.resolve(place)), { recursive: true });
    await atomicWrite(place, first.text);
    return;
  }
  const present = await readdir(place).catch((): string[] => []);
  if (present.length > 0 && !present.includes('weft.json')) throw new ExportRefused('not-empty', place);
  for (const file of files) {
    const target = path.resolve(place, file.path);
    if (!target.startsWith(path.resolve(place) + path.sep)) throw new ExportRefused('outside', file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await atomicWrite(target, file.text);
  }
}
