import '../bridge/no-eval.ts';
import type { NodeId } from '../../shared/base/ids.ts';
import { compile } from '../../shared/compile/compile.ts';
import type { Finding } from '../../shared/compile/findings.ts';
import { readDocument } from '../../shared/graph/file.ts';
import type { GraphDocument } from '../../shared/graph/document.ts';
import { find } from '../../shared/graph/edits.ts';
import type { Outcome } from '../../shared/ir/outcome.ts';
import type { Program } from '../../shared/ir/program.ts';
import { explainOutcome } from '../../shared/text/explain.ts';
import type { Locale } from '../../shared/text/format.ts';

/** A thread of its own that compiles: what is on the canvas, to say what it finds; what ran, to say who could have helped. */
export type CheckQuestion = { readonly id: number } & (
  | { readonly is: 'findings'; readonly text: string }
  | {
      readonly is: 'reasons';
      readonly text: string;
      readonly outcome: Outcome;
      readonly locale: Locale;
    }
);

export type CheckAnswer = { readonly id: number } & (
  | { readonly is: 'findings'; readonly findings: readonly Finding[] }
  /** Sentences. */
  | { readonly is: 'reasons'; readonly reasons: readonly string[] }
);

self.onmessage = ({ data }: MessageEvent<CheckQuestion>) => self.postMessage(answer(data));

function answer(question: CheckQuestion): CheckAnswer {
  const { id, text } = question;
  const read = readDocument(text);
  const compiled = read.document === null ? null : compile(read.document);
  if (question.is === 'findings')
    return { id, is: 'findings', findings: [...read.findings, ...(compiled?.findings ?? [])] };
  const { outcome, locale } = question;
  const known = explainOutcome(outcome, locale).split('\n').length;
  const program = compiled?.program ?? null;
  const drawn = program === null || read.document === null ? null : asDrawn(program, read.document);
  const all = explainOutcome(outcome, locale, drawn).split('\n');
  return { id, is: 'reasons', reasons: all.slice(known) };
}

/** A program whose objects and goroutines are called what they are called on the canvas. */
function asDrawn(program: Program, { nodes }: GraphDocument): Program {
  const named = <T extends { readonly name: string; readonly node: NodeId | null }>(decl: T): T => ({
    ...decl,
    name: (decl.node === null ? null : find(nodes, decl.node))?.name || decl.name,
  });
  return { ...program, objects: program.objects.map(named), goroutines: program.goroutines.map(named) };
}
