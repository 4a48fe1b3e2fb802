import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readDocument } from '../../shared/graph/file.ts';
import { parseSchedule } from '../../shared/schedule/schedule.ts';
import { TraceDrain } from '../../shared/trace/drain.ts';
import { traceBytes, traceMemory } from '../../shared/trace/memory.ts';
import { TraceWriter } from '../../shared/trace/writer.ts';
import { replayOf } from '../core/choosers/from-schedule.ts';
import { SeededChooser } from '../core/choosers/seeded.ts';
import type { MachineOptions } from '../core/machine.ts';
import { evaluate, executableOfDocument, runDeterministic, type CaseRun } from './run-case.ts';

/** The dining philosophers of the gallery: whether they starve is a matter of the schedule. */
const folder = path.resolve(import.meta.dirname, '../../assets/templates/dining-philosophers');
const file = readdirSync(folder).find((name) => name.endsWith('.weft')) ?? '';
const { document } = readDocument(readFileSync(path.join(folder, file), 'utf8'));
if (document === null) throw new Error('the template is a document');
const executable = executableOfDocument(document);
const functions = evaluate(executable);

const SIZE = { records: 1 << 13, textUnits: 1 << 14 };
const REPLAYS = 1000;

/** A run and the bytes of its trace. */
function traced(
  chooser: MachineOptions['chooser'],
  options: Partial<MachineOptions> = {},
): { readonly run: CaseRun; readonly bytes: Buffer } {
  const memory = traceMemory(new ArrayBuffer(traceBytes(SIZE)), SIZE);
  const recorder = new TraceWriter(memory, { worker: 0, lossless: true, clock: null, mayWait: () => false });
  const run = runDeterministic(executable, functions, chooser, { recorder, ...options });
  recorder.flush();
  expect(recorder.lost).toBe(0);
  const batch = new TraceDrain(memory, { worker: 0, lossless: true }).take(SIZE.records);
  return { run, bytes: Buffer.from(batch ?? new ArrayBuffer(0)) };
}

/** The first seed under which the run ends so. */
function seedOf(end: string): number {
  for (let seed = 1; ; seed++) if (traced(new SeededChooser(seed)).run.outcome.end === end) return seed;
}

test.each(['deadlock', 'done'])(
  'a thousand replays of one schedule that ends in %s give one trace, to the byte',
  (end) => {
    const { run, bytes } = traced(new SeededChooser(seedOf(end)));
    expect(bytes.length).toBeGreaterThan(1000);
    const schedule = run.machine.schedule();
    const parsed = parseSchedule(schedule);
    if (!parsed.ok) throw new Error(parsed.error.code);
    let equal = 0;
    for (let n = 0; n < REPLAYS; n++) {
      const replay = replayOf(parsed.value, executable.digest);
      if (!replay.ok) throw new Error(replay.error.code);
      const { chooser, clock } = replay.value;
      const again = traced(chooser, { clock });
      expect(again.run.outcome).toEqual(run.outcome);
      expect(again.run.machine.schedule()).toBe(schedule);
      if (again.bytes.equals(bytes)) equal++;
    }
    expect(equal).toBe(REPLAYS);
  },
);

test('another schedule gives another trace', () => {
  const [one, other] = ['deadlock', 'done'].map((end) => traced(new SeededChooser(seedOf(end))).bytes);
  expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
});
