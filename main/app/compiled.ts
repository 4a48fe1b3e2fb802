import { compile } from '../../shared/compile/compile.ts';
import { hasErrors, type Finding } from '../../shared/compile/findings.ts';
import { emitRuntime } from '../../shared/emit/runtime/emit.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { readDocument } from '../../shared/graph/file.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import type { Program } from '../../shared/ir/program.ts';

/** A document's text, read and compiled as far as it goes. */
export interface Compiled {
  readonly document: GraphDocument | null;
  readonly program: Program | null;
  readonly findings: readonly Finding[];
}

/** Reads and checks a document's text. Never throws for what the text says. */
export function compileText(text: string): Compiled {
  const read = readDocument(text);
  if (!read.document) return { document: null, program: null, findings: read.findings };
  const compiled = compile(read.document);
  const findings = [...read.findings, ...compiled.findings];
  return { document: read.document, program: hasErrors(findings) ? null : compiled.program, findings };
}

/** What a worker runs, or null with the findings that stand in the way. */
export function executableOf(text: string): Compiled & { readonly executable: Executable | null } {
  const compiled = compileText(text);
  return { ...compiled, executable: compiled.program && emitRuntime(compiled.program) };
}
