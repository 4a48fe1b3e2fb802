import { fork } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { runId } from '../../shared/base/ids.ts';
import type { Executable } from '../../shared/ir/executable.ts';
import { printOutcome } from '../../shared/ir/print-outcome.ts';
import { Rebatcher } from '../../shared/trace/rebatch.ts';
import { runFileBatch, runFileHead, runFileTail } from '../../shared/trace/run-file.ts';
import { heapFlags, threadFlags } from '../host-flags.ts';
import type { FromHost, RunOptions, RunResult, ToHost } from '../protocol.ts';

/** A run as a person gets it: the host process, its worker threads, hardened and with the default limits. */

export interface HostRunOptions {
  /** The folder of the built host and worker. */
  readonly bundles: string;
  readonly workers: number;
  /** Where the run file goes; null: not traced. */
  readonly runFile: string | null;
  /** Where each worker thread leaves a profile; null: not profiled. */
  readonly profiles: string | null;
}

export interface HostRunResult {
  readonly printed: string;
  readonly result: RunResult;
}

/** What `weft run --mode parallel` gives a document with default settings. */
const MEMORY = 512;
const HOST_OVERHEAD = 256;
/** How a host's engine is set up. */
export const HOST_FLAGS: readonly string[] = [
  ...heapFlags(MEMORY + HOST_OVERHEAD),
  ...threadFlags(availableParallelism()),
];
const PATIENCE = 120_000;

/** @throws Error, a sentence, when the program did not end by itself and well */
export async function runInHost(executable: Executable, options: HostRunOptions): Promise<HostRunResult> {
  const { bundles, workers, runFile, profiles } = options;
  const child = fork(path.join(bundles, 'runtime-host.cjs'), [], {
    env: profiles === null ? {} : { WEFT_PROFILES: profiles },
    execArgv: [
      ...HOST_FLAGS,
      ...(profiles === null ? [] : ['--require', path.join(bundles, 'profile-workers.cjs')]),
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const run = runId('bench');
  const runOptions: RunOptions = {
    mode: 'parallel',
    seed: 1,
    schedule: null,
    workers,
    clock: 'real',
    memory: MEMORY,
    trace: runFile === null ? 'off' : 'lossless',
    pace: 0,
    paused: false,
    maxSteps: 0,
    inputs: {},
  };
  const send = (message: ToHost): void => void child.send(message);
  const file = runFile === null ? null : createWriteStream(runFile);
  const { name, objects, goroutines, sites } = executable;
  const { inputs, ...rest } = runOptions;
  file?.write(
    runFileHead({
      tables: { name, objects, goroutines, sites },
      options: { ...rest, inputs: Object.keys(inputs) },
    }),
  );
  const rebatcher = new Rebatcher();
  let printed = '';
  const result = await new Promise<RunResult>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`took longer than ${PATIENCE / 1000} s`));
    }, PATIENCE);
    child.on('exit', (code, signal) => reject(new Error(`the host ended early (${signal ?? code})`)));
    child.on('message', (raw) => {
      const message = raw as unknown as FromHost;
      switch (message.type) {
        case 'ready':
          return send({ type: 'start', run, executable, options: runOptions });
        case 'print':
          printed += message.text;
          return;
        case 'trace': {
          const taken = (): void => send({ type: 'credit', run, batches: 1 });
          for (const whole of rebatcher.push(message.batch)) file?.write(runFileBatch(whole));
          if (file?.writableNeedDrain === true) file.once('drain', taken);
          else taken();
          return;
        }
        case 'ended':
          clearTimeout(timer);
          return resolve(message.result);
        case 'started':
        case 'paused':
        case 'progress':
      }
    });
  }).finally(() => {
    child.removeAllListeners('exit');
    child.kill('SIGKILL');
  });
  for (const last of rebatcher.end()) file?.write(runFileBatch(last));
  if (file !== null) {
    const { outcome, schedule, counts } = result;
    await new Promise<void>((resolve, reject) => {
      file.once('close', resolve).once('error', reject);
      file.end(runFileTail({ outcome, schedule, counts: { ...counts } }));
    });
  }
  if (result.outcome.end !== 'done') throw new Error(printOutcome(result.outcome).trim());
  return { printed, result };
}
