import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Finding } from '../../../shared/compile/findings.ts';
import type { GraphDocument, RunSettings } from '../../../shared/graph/document.ts';
import type { Executable } from '../../../shared/ir/executable.ts';
import { exitCode } from '../../../shared/ir/outcome.ts';
import { printOutcome } from '../../../shared/ir/print-outcome.ts';
import { parseSchedule } from '../../../shared/schedule/schedule.ts';
import { Rebatcher } from '../../../shared/trace/rebatch.ts';
import { runFileBatch, runFileHead, runFileTail } from '../../../shared/trace/run-file.ts';
import type { RunOptions, RunResult } from '../../../runtime-worker/protocol.ts';
import { runOptions } from '../../app/app.ts';
import { executableOf } from '../../app/compiled.ts';
import { forkHost } from '../../app/fork-host.ts';
import { Runs } from '../../app/runs.ts';
import type { Command, Values } from '../cli.ts';
import { choiceOption, numberOption, oneFile, readDocumentText, textOption } from '../read.ts';
import { printFindings } from '../report.ts';
import { Progress } from '../progress.ts';
import { type Terminal, UsageError } from '../terminal.ts';

/** The status a shell gives a program ended by Ctrl-C. */
const INTERRUPTED = 130;

/** Runs a document. */
export const run: Command = {
  usage:
    'run FILE [--mode parallel|deterministic] [--seed N] [--schedule S] [--workers N] [--clock real|virtual]\n' +
    '           [--memory MIB] [--input NAME=PATH] [--trace FILE [--newest]] [--json]',
  options: {
    mode: { type: 'string' },
    seed: { type: 'string' },
    schedule: { type: 'string' },
    workers: { type: 'string' },
    clock: { type: 'string' },
    memory: { type: 'string' },
    input: { type: 'string', multiple: true },
    trace: { type: 'string' },
    newest: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(values, positionals, out) {
    const file = oneFile(positionals, out);
    const json = values['json'] === true;
    const read = await readDocumentText(file, out);
    const compiled =
      'text' in read
        ? executableOf(read.text)
        : { document: null, executable: null, findings: [read.finding] };
    const { document, executable, findings } = compiled;
    if (!document || !executable) return refuse(file, findings, document, json, out);
    const options = await readOptions(values, document.settings, executable, out);
    const { result, prints } = await execute(executable, options, textOption(values['trace']), json, out);
    if (json) {
      const { outcome, schedule, counts } = result;
      out.stdout(
        `${JSON.stringify({ outcome, seed: options.seed, schedule, prints: lines(prints), counts, findings })}\n`,
      );
    } else {
      out.stderr(printOutcome(result.outcome));
      if (result.outcome.end !== 'done' && result.outcome.end !== 'exit' && result.schedule !== null)
        out.stderr(`\n${out.say('cli.replay', { schedule: result.schedule })}\n`);
    }
    return result.outcome.end === 'stopped' ? INTERRUPTED : exitCode(result.outcome);
  },
};

function refuse(
  file: string,
  findings: readonly Finding[],
  document: GraphDocument | null,
  json: boolean,
  out: Terminal,
): number {
  if (json)
    out.stdout(
      `${JSON.stringify({ outcome: null, seed: null, schedule: null, prints: [], counts: null, findings })}\n`,
    );
  else printFindings(file, findings, document, out);
  return 1;
}

/** What was printed, as lines without their ends. */
const lines = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** The document's own settings, changed by what the command line says. @throws UsageError */
async function readOptions(
  values: Values,
  settings: RunSettings,
  executable: Executable,
  out: Terminal,
): Promise<RunOptions> {
  const schedule = textOption(values['schedule']) ?? null;
  const mode = choiceOption('--mode', values['mode'], ['parallel', 'deterministic'], out);
  const workers = numberOption('--workers', values['workers'], 1, 64, out);
  const clock = choiceOption('--clock', values['clock'], ['real', 'virtual'], out);
  const chosen = mode ?? (schedule === null ? settings.mode : 'deterministic');
  if (chosen === 'parallel' && schedule !== null) throw new UsageError(out.say('cli.parallel-schedule'));
  if (chosen === 'parallel' && clock === 'virtual') throw new UsageError(out.say('cli.parallel-clock'));
  if (chosen === 'deterministic' && workers !== undefined && workers > 1)
    throw new UsageError(out.say('cli.deterministic-workers'));
  if (schedule !== null) checkSchedule(schedule, executable, out);
  const newest = values['newest'] === true;
  if (newest && values['trace'] === undefined) throw new UsageError(out.say('cli.newest-trace'));
  const base = runOptions({
    ...settings,
    mode: chosen,
    seed: numberOption('--seed', values['seed'], 0, 2 ** 32 - 1, out) ?? settings.seed,
    workers: workers ?? settings.workers,
    clock: clock ?? settings.clock,
    memory: numberOption('--memory', values['memory'], 32, 65_536, out) ?? settings.memory,
  });
  return {
    ...base,
    schedule,
    trace: values['trace'] === undefined ? 'off' : newest ? 'recorder' : 'lossless',
    inputs: await readInputs(values['input'], executable, out),
  };
}

/** @throws UsageError when the text is no schedule, or one of another program */
function checkSchedule(text: string, { digest }: Executable, out: Terminal): void {
  const parsed = parseSchedule(text);
  if (!parsed.ok) throw new UsageError(out.say('cli.bad-schedule'));
  if (parsed.value.digest !== digest) throw new UsageError(out.say('cli.other-schedule'));
}

async function readInputs(
  given: unknown,
  executable: Executable,
  out: Terminal,
): Promise<Record<string, string>> {
  const inputs: Record<string, string> = {};
  const known = executable.inputs.map(({ name }) => name);
  for (const pair of Array.isArray(given) ? (given as readonly string[]) : []) {
    const [, name = '', place = ''] = /^([^=]+)=(.+)$/s.exec(pair) ?? [];
    if (name === '') throw new UsageError(out.say('cli.bad-input', { value: pair }));
    if (!known.includes(name))
      throw new UsageError(out.say('cli.unknown-input', { name, known: known.join(', ') || '–' }));
    inputs[name] = await readFile(place, 'utf8').catch((cause: Error) => {
      throw new UsageError(out.say('cli.unreadable', { file: place, reason: cause.message }));
    });
  }
  return inputs;
}

/** Runs it in a host of its own; prints go out as they come, unless they are to be part of one JSON object. */
async function execute(
  executable: Executable,
  options: RunOptions,
  traceFile: string | undefined,
  json: boolean,
  out: Terminal,
): Promise<{ readonly result: RunResult; readonly prints: string }> {
  const runs = new Runs(forkHost);
  const progress = new Progress(out);
  const rebatcher = new Rebatcher();
  const prints: string[] = [];
  const trace = traceFile === undefined ? null : createWriteStream(traceFile);
  const written =
    trace && new Promise<void>((resolve, reject) => trace.once('close', resolve).once('error', reject));
  trace?.write(traceHead(executable, options));
  const result = await new Promise<RunResult>((resolve) => {
    const id = runs.start(executable, options, {
      started: () => {},
      printed: (chunk) => {
        if (json) prints.push(chunk);
        else {
          progress.clear();
          out.stdout(chunk);
        }
      },
      trace: (batch) => {
        const taken = (): void => runs.send({ type: 'credit', run: id, batches: 1 });
        for (const whole of rebatcher.push(batch)) trace?.write(runFileBatch(whole));
        if (trace?.writableNeedDrain) trace.once('drain', taken);
        else taken();
      },
      paused: () => {},
      progress: (steps, goroutines, time) => progress.show(steps, goroutines, time),
      ended: resolve,
    });
    process.once('SIGINT', () => runs.stop(id));
    process.once('SIGTERM', () => runs.stop(id));
  });
  progress.clear();
  for (const rest of rebatcher.end()) trace?.write(runFileBatch(rest));
  trace?.end(traceTail(result));
  await written;
  runs.close();
  return { result, prints: prints.join('') };
}

/** What a reader of the trace needs beside the events; the inputs' texts stay out of it. */
function traceHead(executable: Executable, options: RunOptions): Uint8Array {
  const { name, objects, goroutines, sites } = executable;
  const { inputs, ...rest } = options;
  return runFileHead({
    tables: { name, objects, goroutines, sites },
    options: { ...rest, inputs: Object.keys(inputs) },
  });
}

const traceTail = ({ outcome, schedule, counts }: RunResult): Uint8Array =>
  runFileTail({ outcome, schedule, counts: { ...counts } });
