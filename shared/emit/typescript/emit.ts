import { declaredTypeNames } from '../../body/free-names.ts';
import { runtimeNames, runtimeTypeNames } from '../../body/runtime-names.ts';
import type { Program } from '../../ir/program.ts';
import { verify } from '../../ir/verify.ts';
import type { ExportedFile } from '../files.ts';
import { UniqueNames } from '../names.ts';
import { apiOf, type ApiName, type RuntimeFile } from './api.ts';
import { projectFiles } from './project.ts';
import { singleFile } from './single-file.ts';
import { callsGoexit, goroutineSource, mainSource, type GoroutineSource, type Source } from './source.ts';

export interface TypeScriptOptions {
  /** One file instead of a project. */
  readonly singleFile: boolean;
  /** The runtime's sources: everything `runtime-worker/drivers/node.ts` reaches, by path in the repository. */
  readonly runtime: readonly RuntimeFile[];
  /** The document's own text, kept beside a project: layout, notes and colours survive. */
  readonly document: string;
}

/** A program in TypeScript, before it is put into files. */
export interface TypeScriptProgram {
  readonly program: Program;
  readonly goroutines: readonly GoroutineSource[];
  readonly main: Source;
  /** Names the document's types declare. */
  readonly types: readonly string[];
  readonly api: ReadonlyMap<string, ApiName>;
}

/**
 * A program as TypeScript that runs on its own, on Node 20 and later: a project folder, or one file.
 * @throws Error when the program breaks a rule of `verify`, or the runtime's sources one of `bundle`
 */
export function emitTypeScript(program: Program, options: TypeScriptOptions): readonly ExportedFile[] {
  verify(program);
  const api = withRecover(apiOf(options.runtime));
  const types = declaredTypeNames(program.types);
  const taken = new UniqueNames([...runtimeNames(), ...runtimeTypeNames(), ...EXPORT_ONLY, ...types, 'p']);
  const guards = callsGoexit(program);
  const goroutines = program.goroutines.map((goroutine) => goroutineSource(goroutine, { taken, guards }));
  const main = mainSource(program, goroutines, taken, options.singleFile ? 'in the program' : 'in files');
  const whole: TypeScriptProgram = { program, goroutines, main, types, api };
  return options.singleFile ? [singleFile(whole, options)] : projectFiles(whole, options);
}

/** Names of the runtime that bodies do not see. */
const EXPORT_ONLY = ['program', 'input', 'named', 'withDefers', 'noRecover', 'guardCatch'];

/** Outside a deferred function `recover` is the one that recovers nothing. */
function withRecover(api: ReadonlyMap<string, ApiName>): ReadonlyMap<string, ApiName> {
  const none = api.get('noRecover');
  return api.has('recover') || none === undefined ? api : new Map([...api, ['recover', none]]);
}
