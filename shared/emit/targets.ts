import type { Executable } from '../ir/executable.ts';
import type { Program } from '../ir/program.ts';
import { emitRuntime } from './runtime/emit.ts';
import { emitTypeScript, type TypeScriptOptions } from './typescript/emit.ts';

/** What a program can be turned into. Dialog, command line and tests read this list. */
export const TARGETS = {
  /** What the worker loads. */
  runtime: { emit: (program: Program): Executable => emitRuntime(program) },
  /** What a person takes home. */
  typescript: {
    emit: (program: Program, options: TypeScriptOptions) => emitTypeScript(program, options),
  },
} as const;

export type Target = keyof typeof TARGETS;
