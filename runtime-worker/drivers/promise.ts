import { FifoChooser } from '../core/choosers/fifo.ts';
import { SeededChooser } from '../core/choosers/seeded.ts';
import { RealClock, VirtualClock } from '../core/clock.ts';
import {
  Lineage,
  MODE_NEW,
  MODE_SELECT,
  MODE_THROW,
  PARKED,
  RUNNING,
  type EntryPoint,
  type GoFunction,
  type Goroutine,
  type Retry,
} from '../core/goroutine.ts';
import { WAIT_OUTSIDE } from '../core/recorder.ts';
import { runtime } from '../core/runtime.ts';
import { activate } from '../core/active.ts';
import { Scheduler } from '../core/scheduler.ts';
import type { SelectWaiter } from '../core/wait-queue.ts';
import type { ProgramHost, ProgramOptions, ProgramSetup, GoroutineOptions, Self } from './program.ts';
import { PromiseDriver, Token } from './token.ts';

interface Declared {
  readonly name: string;
  readonly options: GoroutineOptions;
  readonly body: (self: Self) => unknown;
}

/** Slices between two turns of the event loop: files, sockets and timers get theirs. */
const SLICES_PER_TURN = 1024;

/**
 * A program under way: ordinary async functions. An operation returns its result, or a thenable that the scheduler
 * resolves. One goroutine runs at a time: the next one's turn comes when an operation has parked the running one and
 * it has awaited that, or when it has returned.
 */
export class PromiseMachine extends Scheduler {
  private readonly host: ProgramHost;
  /** The goroutine whose turn it is. */
  private turn: Goroutine | null = null;
  /** Goroutines that await promises of others: they go on by themselves. */
  private readonly strays = new Set<object>();
  private looping = false;
  private armed = false;
  private slicesLeft = SLICES_PER_TURN;
  private alarm: (() => void) | null = null;
  private idleTurns = 0;
  /** The goroutine awaits the operation that parked it. */
  private readonly awaited = (goroutine: Goroutine): void => this.leave(goroutine, () => {});

  constructor(host: ProgramHost, options: ProgramOptions) {
    super({
      clock: options.clock === 'virtual' ? new VirtualClock() : new RealClock(() => host.now()),
      chooser: options.seed === undefined ? new FifoChooser(host.entropy()) : new SeededChooser(options.seed),
      recorder: null,
      print: (text) => host.print(text),
      driver: new PromiseDriver(),
      registers: runtime,
      wake: () => this.arm(),
      ended: (outcome) => host.ended(outcome),
    });
    this.host = host;
    // Whoever acts: the goroutine whose turn it is, or one that came back by itself.
    Object.defineProperty(this, 'current', {
      get: () => this.actor(),
      set: (goroutine: Goroutine) => {
        this.turn = goroutine === this.nobody ? null : goroutine;
      },
    });
    Object.defineProperty(this, 'token', { get: () => this.tokenOf(this.current) });
    activate(this);
  }

  /** Declares the program's goroutines; the first one runs in the next turn of the event loop. */
  launch(setup: (program: ProgramSetup) => void): void {
    const declared: Declared[] = [];
    setup({ goroutine: (name, options, body) => void declared.push({ name, options, body }) });
    const main = declared.find(({ options }) => options.main === true) ?? null;
    this.numberFrom(main === null ? 2 : 1);
    const root = new Lineage(null, 0, 1, main?.name ?? 'main', null);
    if (main !== null) this.declare(main, root, true);
    for (const one of declared) if (one !== main) this.declare(one, root, false);
    this.arm();
  }

  private declare({ name, options, body }: Declared, root: Lineage, main: boolean): void {
    const { replicas = 1, closes = [] } = options;
    for (let index = 0; index < replicas; index++) {
      const entry: EntryPoint = {
        name: replicas > 1 ? `${name}[${index}]` : name,
        node: null,
        ended: closes.length === 0 ? null : () => closes.forEach((channel) => channel.senderGone()),
      };
      const self: Self = Object.freeze({ name, index, replicas });
      const isMain = main && index === 0;
      const ordinal = isMain ? 0 : ++root.children;
      const goroutine = this.start(body as GoFunction, [self], isMain ? null : root, ordinal, entry);
      if (!isMain) continue;
      this.main = goroutine;
      goroutine.lineage = root;
    }
  }

  /** The event loop has nothing left: what goroutines await outside can never happen. */
  nothingLeft(): void {
    if (this.outcome !== null) return;
    for (const goroutine of this.strays) markOutside(goroutine as Goroutine);
    this.endOfRun();
  }

  // ---- who acts

  private actor(): Goroutine {
    if (this.strays.size > 0) {
      const owner = this.host.owner();
      // Its promise has settled: it is back.
      if (owner !== undefined && this.strays.has(owner)) return welcome(owner as Goroutine);
    }
    return this.turn ?? this.nobody;
  }

  private tokenOf(goroutine: Goroutine): Token {
    return (goroutine.continuation ??= new Token(goroutine, this.awaited)) as Token;
  }

  // ---- turns

  /** Sees to it that the event loop comes by. */
  private arm(): void {
    if (this.armed) return;
    this.armed = true;
    this.host.later(() => {
      this.armed = false;
      this.comeBy();
    });
  }

  /** All promise reactions have run. Whoever has the turn still awaits a promise that is none of ours. */
  private comeBy(): void {
    const { turn } = this;
    if (this.outcome !== null) return;
    if (turn !== null && turn.status !== RUNNING) {
      this.leave(turn, () => this.crash(turn, this.misused(turn)));
      return;
    }
    if (turn !== null) {
      markOutside(turn);
      this.strays.add(turn);
      this.foreign.pending++;
      this.turn = null;
    }
    this.slicesLeft = SLICES_PER_TURN;
    this.loop();
  }

  /** Gives goroutines their turns, until one has it and goes on in reactions of its own. */
  private loop(): void {
    if (this.looping) return;
    this.looping = true;
    this.alarm?.();
    this.alarm = null;
    while (this.outcome === null && this.turn === null) {
      if (this.slicesLeft-- <= 0) {
        this.arm();
        break;
      }
      const goroutine = this.pick();
      if (goroutine !== null) this.resume(goroutine);
      else if (!this.passes()) break;
    }
    this.looping = false;
  }

  /** Nobody can run. True when somebody can now. */
  private passes(): boolean {
    const rest = this.rest();
    if (rest === 'more') {
      this.idleTurns = 0;
      return true;
    }
    if (rest === 'sleeping') {
      const due = this.nextTimer() ?? this.clock.now;
      this.alarm = this.host.afterNanos(due - this.clock.now, () => this.comeBy());
    }
    // What has settled already is heard of in the next turn; after that there is nothing to do but wait.
    if (rest === 'outside' && this.idleTurns++ < 2) this.arm();
    return false;
  }

  /** What gave a goroutine its turn is over: it has parked, or is gone. */
  private leave(goroutine: Goroutine, how: () => void): void {
    if (this.outcome !== null) return;
    if (this.strays.delete(goroutine)) {
      this.foreign.pending--;
      welcome(goroutine);
    }
    how();
    if (this.turn === goroutine) this.turn = null;
    this.loop();
  }

  // ---- one slice

  private resume(goroutine: Goroutine): void {
    const { mode } = goroutine;
    this.turn = goroutine;
    goroutine.status = RUNNING;
    goroutine.mode = 0;
    this.registers.ok = goroutine.ok;
    this.registers.at = goroutine.at;
    this.begin(goroutine);
    if ((mode & MODE_NEW) !== 0) {
      this.host.own(goroutine, () => this.enter(goroutine));
      return;
    }
    this.arm();
    const token = this.tokenOf(goroutine);
    let { value } = goroutine;
    goroutine.value = undefined;
    if ((mode & MODE_SELECT) !== 0) value = this.takeFired(value as SelectWaiter);
    const { retry } = goroutine;
    goroutine.retry = null;
    if ((mode & MODE_THROW) !== 0) token.reject(value);
    else if (retry === null) token.resolve(value);
    else this.retry(goroutine, token, retry, value);
  }

  private retry(goroutine: Goroutine, token: Token, retry: Retry, value: unknown): void {
    goroutine.value = value;
    let result: unknown;
    try {
      result = retry.retry(goroutine);
    } catch (thrown) {
      token.reject(thrown);
      return;
    }
    // Waiting again, awaited as before.
    if (result === token) this.turn = null;
    else token.resolve(result);
  }

  private enter(goroutine: Goroutine): void {
    const fn = goroutine.fn as (...args: readonly unknown[]) => unknown;
    const args = (goroutine.value as readonly unknown[] | null) ?? [];
    goroutine.value = undefined;
    let result: unknown;
    try {
      result = this.driver.settle(fn(...args));
    } catch (thrown) {
      this.leave(goroutine, () => this.crash(goroutine, thrown));
      return;
    }
    if (!this.driver.waits(result)) {
      this.returned(goroutine);
      return;
    }
    this.arm();
    (result as PromiseLike<unknown>).then(
      () => this.returned(goroutine),
      (thrown: unknown) => this.leave(goroutine, () => this.crash(goroutine, thrown)),
    );
  }

  private returned(goroutine: Goroutine): void {
    this.leave(goroutine, () => {
      if (goroutine.status === RUNNING) this.finish(goroutine, 0);
      else this.crash(goroutine, this.misused(goroutine));
    });
  }
}

function markOutside(goroutine: Goroutine): void {
  goroutine.status = PARKED;
  goroutine.reason = WAIT_OUTSIDE;
  goroutine.object = null;
}

/** A goroutine that awaited a promise of others goes on. */
function welcome(goroutine: Goroutine): Goroutine {
  if (goroutine.status === PARKED && goroutine.reason === WAIT_OUTSIDE) goroutine.status = RUNNING;
  return goroutine;
}
