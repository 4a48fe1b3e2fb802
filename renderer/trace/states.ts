import { WAIT_REASONS, type WaitReason } from '../../shared/trace/events.ts';

/**
 * What a goroutine is doing, as the window shows it. The index is the number used in every typed array of this
 * folder; the name is the tail of the colour tokens `--st-<name>` and `--tx-<name>`.
 */
export const STATES = [
  'running',
  'runnable',
  'send',
  'recv',
  'select',
  'mutex',
  'wait',
  'sleep',
  'panic',
  'done',
  'new',
] as const;

export type StateName = (typeof STATES)[number];

export const STATE = Object.fromEntries(STATES.map((name, index) => [name, index])) as Readonly<
  Record<StateName, number>
>;

/** States that take time: the first eight. The others are the ends of a life. */
export const TIMED_STATES = 8;

/**
 * What a slice of a goroutine's life is, in five bits: finer than a state, since it keeps how it came about. A
 * goroutine that waits is `WAITING` plus its reason.
 */
export const CODE = {
  running: 0,
  created: 1,
  woken: 2,
  yielded: 3,
  returned: 4,
  exited: 5,
  panicked: 6,
} as const;
export const WAITING = 8;
export const CODES = 32;

const OF_REASON: Readonly<Record<WaitReason, StateName>> = {
  'chan receive': 'recv',
  'chan send': 'send',
  'chan receive (nil chan)': 'recv',
  'chan send (nil chan)': 'send',
  select: 'select',
  'select (no cases)': 'select',
  sleep: 'sleep',
  'sync.Mutex.Lock': 'mutex',
  'sync.RWMutex.RLock': 'mutex',
  'sync.RWMutex.Lock': 'mutex',
  'sync.WaitGroup.Wait': 'wait',
  'sync.Cond.Wait': 'wait',
  semacquire: 'mutex',
  'IO wait': 'wait',
};

/** The state of each code; a code nobody uses yet counts as waiting. */
export const STATE_OF_CODE: Uint8Array = Uint8Array.from({ length: CODES }, (_, code) => {
  switch (code) {
    case CODE.running:
      return STATE.running;
    case CODE.created:
    case CODE.woken:
    case CODE.yielded:
      return STATE.runnable;
    case CODE.returned:
    case CODE.exited:
      return STATE.done;
    case CODE.panicked:
      return STATE.panic;
    default: {
      const reason = WAIT_REASONS[code - WAITING];
      return STATE[reason === undefined ? 'wait' : OF_REASON[reason]];
    }
  }
});

/** Why a goroutine with this code waits, in Go's words; null when it does not. */
export function reasonOfCode(code: number): WaitReason | null {
  return WAIT_REASONS[code - WAITING] ?? null;
}

/** The code of a wait. Reasons this version does not know become the last code. */
export const codeOfReason = (reason: number): number =>
  reason < WAIT_REASONS.length ? WAITING + reason : CODES - 1;
