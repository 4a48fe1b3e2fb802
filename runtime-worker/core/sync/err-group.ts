import { Channel } from '../channel.ts';
import { withCancelCause, type CancelCauseFunction, type Context } from '../context.ts';
import type { Awaitable, GoFunction } from '../goroutine.ts';
import { GoError } from '../panic.ts';
import { scheduler } from '../active.ts';
import { WaitGroup } from './wait-group.ts';

/** A task of a group: its error, or nothing. A panic in it ends the program (EG-6). */
export type GroupTask = () => Awaitable<Error | null | undefined | void>;

/** errgroup.Group: goroutines that do one job together, and the first error of any of them (EG-1). */
export class ErrGroup {
  private readonly group = new WaitGroup();
  private error: Error | null = null;
  private slots: Channel<undefined> | null = null;
  private readonly cancel: CancelCauseFunction | null;

  constructor(cancel: CancelCauseFunction | null = null) {
    this.cancel = cancel;
  }

  get id(): number {
    return this.group.id;
  }

  set id(id: number) {
    this.group.id = id;
  }

  get name(): string {
    return this.group.name;
  }

  set name(name: string) {
    this.group.name = name;
  }

  /** Starts `f` as a goroutine; waits while as many run as the limit allows (EG-4). */
  go(f: GroupTask): Awaitable<void> {
    if (this.slots === null) {
      this.start(f);
      return undefined;
    }
    return scheduler.driver.settle(this.startWithSlot(f, this.slots)) as Awaitable<void>;
  }

  private *startWithSlot(f: GroupTask, slots: Channel<undefined>): Generator<unknown, void, unknown> {
    const { driver } = scheduler;
    const step = slots.send(undefined);
    if (driver.waits(step)) yield step;
    this.start(f);
  }

  /** False instead of waiting (EG-4). */
  tryGo(f: GroupTask): boolean {
    const { slots } = this;
    if (slots !== null) {
      if (!slots.canSend()) return false;
      void slots.sendNow(undefined);
    }
    this.start(f);
    return true;
  }

  private start(f: GroupTask): void {
    this.group.add(1);
    scheduler.spawn(errGroupTask as unknown as GoFunction, [this, f]);
  }

  /**
   * At most `n` goroutines at once; negative: no limit.
   * @throws error while goroutines are active (EG-5)
   */
  setLimit(n: number): void {
    const active = this.slots?.len ?? 0;
    if (active > 0)
      throw new GoError(`errgroup: modify limit while ${active} goroutines in the group are still active`);
    this.slots = n < 0 ? null : new Channel<undefined>(n, undefined);
  }

  /** Waits for every task, and gives the first error in time order, or null (EG-1, EG-8). */
  wait(): Awaitable<Error | null> {
    return scheduler.driver.settle(this.join()) as Awaitable<Error | null>;
  }

  private *join(): Generator<unknown, Error | null, unknown> {
    const { driver } = scheduler;
    const step = this.group.wait();
    if (driver.waits(step)) yield step;
    this.cancel?.(this.error);
    return this.error;
  }

  /** @internal */
  ended(error: unknown): void {
    if (error instanceof Error && this.error === null) {
      this.error = error;
      this.cancel?.(error);
    }
    if (this.slots !== null) void this.slots.recvNow();
    this.group.done();
  }
}

function* errGroupTask(group: ErrGroup, f: GroupTask): Generator<unknown, void, unknown> {
  const { driver } = scheduler;
  let error: unknown = null;
  let returned = false;
  try {
    const step = driver.settle(f());
    error = driver.waits(step) ? yield step : step;
    returned = true;
  } finally {
    // A task that panicked ends the program; one that exited is done (EG-6).
    if (returned || scheduler.current.panicking === null) group.ended(error);
  }
}

/** A group and a context that is cancelled by its first error, or when `wait` returns (EG-2, EG-7). */
export function errGroupWithContext(parent: Context): [group: ErrGroup, ctx: Context] {
  const [ctx, cancel] = withCancelCause(parent);
  return [new ErrGroup(cancel), ctx];
}
