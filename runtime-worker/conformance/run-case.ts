import { nodeId } from '../../shared/base/ids.ts';
import { compile } from '../../shared/compile/compile.ts';
import { emitRuntime } from '../../shared/emit/runtime/emit.ts';
import { emptyDocument, type GraphDocument } from '../../shared/graph/document.ts';
import { readDocument } from '../../shared/graph/file.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import { exitCode, type Outcome } from '../../shared/ir/outcome.ts';
import type { Program } from '../../shared/ir/program.ts';
import { bindings } from '../core/bindings.ts';
import type { Chooser } from '../core/chooser.ts';
import { VirtualClock } from '../core/clock.ts';
import type { GoFunction } from '../core/goroutine.ts';
import { load } from '../core/load.ts';
import { Machine, type MachineOptions } from '../core/machine.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import { GENERATED_SOURCE } from '../core/report.ts';
import { ResumableDriver } from '../drivers/resumable.ts';
import { observe, type ConformanceCase, type Observed } from './corpus.ts';

/** A document with one block: main, with this body. */
export function documentOf(body: string): GraphDocument {
  const id = nodeId('main');
  const node = { id, kind: 'goroutine', name: 'main', x: 0, y: 0, params: { main: true, body }, group: null };
  return { ...emptyDocument('case'), nodes: { [id]: node } };
}

/** How a case is written: as one body that starts everything, or as a document. */
export type Form = 'body' | 'document';

/** The forms a case has. */
export const formsOf = (one: ConformanceCase): readonly Form[] =>
  one.document === null ? ['body'] : ['body', 'document'];

/** @throws Error with the findings that stand in the way */
export function compiled(document: GraphDocument): Program {
  const { program, findings } = compile(document);
  if (program !== null) return program;
  const words = findings.map(
    ({ code, place, values }) => `${place.node}:${place.line}: ${code} ${JSON.stringify(values)}`,
  );
  throw new Error(`does not compile:\n${words.join('\n')}`);
}

/** @throws Error with the findings that stand in the way */
export function programOf(one: ConformanceCase, form: Form): Program {
  if (form === 'body') return compiled(documentOf(one.body));
  const { document, findings } = readDocument(one.document ?? '');
  if (document === null) throw new Error(`${one.name} is no document: ${JSON.stringify(findings)}`);
  return compiled(document);
}

/** @throws Error with the findings that stand in the way */
export const executableOfDocument = (document: GraphDocument): Executable => emitRuntime(compiled(document));

export const executableOf = (body: string): Executable => executableOfDocument(documentOf(body));

export const executableOfCase = (one: ConformanceCase, form: Form): Executable =>
  emitRuntime(programOf(one, form));

/** The functions of an executable, evaluated as they are. */
export function evaluate(executable: Executable): readonly GoFunction[] {
  // eslint-disable-next-line no-eval -- the code of the corpus, compiled a moment ago
  const make = (0, eval)(`${executable.code}\n//# sourceURL=${GENERATED_SOURCE}`) as (
    names: typeof bindings,
  ) => readonly GoFunction[];
  return make(bindings);
}

const MOST_SLICES = 20_000_000;
const MOST_LOOKS = 1000;

export interface CaseRun extends Observed {
  readonly outcome: Outcome;
  readonly machine: Machine;
}

/** Runs an executable to its end, in virtual time unless given another clock. */
export function runDeterministic(
  executable: Executable,
  functions: readonly GoFunction[],
  chooser: Chooser,
  options: Partial<MachineOptions> = {},
): CaseRun {
  let stdout = '';
  const machine = new Machine({
    clock: new VirtualClock(),
    chooser,
    recorder: null,
    print: (text) => {
      stdout += text;
    },
    driver: new ResumableDriver(),
    ...options,
  });
  load(machine, executable, functions);
  let state = machine.run(MOST_SLICES);
  // A real clock moves by being looked at.
  for (let looks = 0; state === 'sleeping' && looks < MOST_LOOKS; looks++) state = machine.run(MOST_SLICES);
  const { outcome } = machine;
  if (outcome === null) throw new Error(`still ${state} after ${MOST_SLICES} slices`);
  return { ...observe(stdout, printOutcome(outcome), exitCode(outcome)), outcome, machine };
}
