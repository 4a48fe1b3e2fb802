import { err, ok, type Result } from '../base/result.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { readVarints, writeVarints } from './varint.ts';

/**
 * A schedule: the choices a run made. It prints to a short string that reproduces the run of the same program:
 *
 *   w1.<digest>.<strategy>.<seed>.<prefix>.<clock>.<taken>
 *
 * `digest`: the executable's. `strategy`: what decides once the prefix is used up, `fifo`, `seeded` or
 * `priority-<depth>-<length>`. `seed`: unsigned, base 36. `prefix`, `clock` and `taken` are base64url of variable-length
 * integers, empty where there is nothing to say.
 */
export interface Schedule {
  readonly digest: string;
  readonly strategy: string;
  readonly seed: number;
  /** The first choices, given outright. */
  readonly prefix: readonly number[];
  /** What a real clock read, and when. Empty for virtual time. */
  readonly readings: readonly ScheduleReading[];
  /** What the run came to: how a replay knows that it is the same run. Null where nothing was asked. */
  readonly taken: ScheduleTaken | null;
}

export interface ScheduleReading {
  /** Slices run before the clock was read. */
  readonly slices: number;
  /** Nanoseconds since the run began. */
  readonly now: number;
}

export interface ScheduleTaken {
  /** Decisions. */
  readonly count: number;
  /** 32 bits over all of them. */
  readonly checksum: number;
  /** The checksum after every `stride` decisions. */
  readonly checkpoints: readonly number[];
  readonly stride: number;
}

export interface ScheduleError {
  readonly code: 'not-a-schedule' | 'newer-schedule' | 'damaged-schedule';
}

const VERSION = 'w1';

export function printSchedule(schedule: Schedule): string {
  const { digest, strategy, seed, prefix, readings, taken } = schedule;
  const fields = [
    VERSION,
    digest,
    strategy,
    (seed >>> 0).toString(36),
    pack(runLengths(prefix)),
    pack(differences(readings)),
    taken === null
      ? ''
      : pack([taken.count, taken.checksum >>> 0, taken.stride, ...taken.checkpoints.map((sum) => sum >>> 0)]),
  ];
  return fields.join('.');
}

export function parseSchedule(text: string): Result<Schedule, ScheduleError> {
  const fields = text.trim().split('.');
  if (!/^w\d+$/.test(fields[0] ?? '')) return err({ code: 'not-a-schedule' });
  if (fields[0] !== VERSION) return err({ code: 'newer-schedule' });
  const [, digest = '', strategy = '', seed = '', prefix = '', readings = '', taken = ''] = fields;
  const decoded = [unpack(prefix), unpack(readings), unpack(taken)];
  const [choices, clock, counts] = decoded;
  if (
    fields.length !== 7 ||
    !/^[0-9a-f]{8}$/.test(digest) ||
    !STRATEGY.test(strategy) ||
    !/^[0-9a-z]{1,7}$/.test(seed) ||
    choices === null ||
    choices === undefined ||
    clock === null ||
    clock === undefined ||
    counts === null ||
    counts === undefined
  )
    return err({ code: 'damaged-schedule' });
  const expanded = expand(choices);
  const sums = takenOf(counts);
  if (expanded === null || clock.length % 2 !== 0 || sums === undefined)
    return err({ code: 'damaged-schedule' });
  return ok({
    digest,
    strategy,
    seed: parseInt(seed, 36) >>> 0,
    prefix: expanded,
    readings: sumUp(clock),
    taken: sums,
  });
}

const STRATEGY = /^(?:fifo|seeded|priority-\d{1,3}-\d{1,9})$/;

const pack = (numbers: readonly number[]): string =>
  numbers.length === 0 ? '' : toBase64Url(writeVarints(numbers));

function unpack(text: string): readonly number[] | null {
  const bytes = fromBase64Url(text);
  return bytes === null ? null : readVarints(bytes);
}

/** Choice, repetitions, choice, repetitions … */
function runLengths(choices: readonly number[]): number[] {
  const runs: number[] = [];
  for (const choice of choices) {
    const last = runs.length - 2;
    if (last >= 0 && runs[last] === choice) runs[last + 1] = (runs[last + 1] ?? 0) + 1;
    else runs.push(choice, 1);
  }
  return runs;
}

/** More choices than any run given outright has: a damaged text must not ask for gigabytes. */
const MOST_CHOICES = 10_000_000;

function expand(runs: readonly number[]): number[] | null {
  const choices: number[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    const [choice, times] = [runs[at], runs[at + 1]];
    if (choice === undefined || times === undefined || choices.length + times > MOST_CHOICES) return null;
    for (let left = times; left > 0; left--) choices.push(choice);
  }
  return choices;
}

function differences(readings: readonly ScheduleReading[]): number[] {
  let [slices, now] = [0, 0];
  return readings.flatMap((reading) => {
    const pair = [reading.slices - slices, reading.now - now];
    ({ slices, now } = reading);
    return pair;
  });
}

function sumUp(pairs: readonly number[]): ScheduleReading[] {
  const readings: ScheduleReading[] = [];
  let [slices, now] = [0, 0];
  for (let at = 0; at < pairs.length; at += 2) {
    slices += pairs[at] ?? 0;
    now += pairs[at + 1] ?? 0;
    readings.push({ slices, now });
  }
  return readings;
}

function takenOf(numbers: readonly number[]): ScheduleTaken | null | undefined {
  if (numbers.length === 0) return null;
  const [count, checksum, stride, ...checkpoints] = numbers;
  if (count === undefined || checksum === undefined || stride === undefined) return undefined;
  if (!Number.isInteger(Math.log2(stride)) || checkpoints.length > MOST_CHECKPOINTS) return undefined;
  return { count, checksum: checksum | 0, stride, checkpoints: checkpoints.map((sum) => sum | 0) };
}

const MOST_CHECKPOINTS = 64;
