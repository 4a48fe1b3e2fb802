import { onDone, type Context } from '../context.ts';
import type { Awaitable, Goroutine, Retry, Waitable } from '../goroutine.ts';
import { panic } from '../panic.ts';
import { WAIT_RECEIVE, WAIT_SELECT } from '../recorder.ts';
import { ASKED, scheduler, watch } from '../active.ts';

interface Request {
  readonly goroutine: Goroutine;
  readonly n: number;
}

/** semaphore.Weighted: strictly first come first served, however much each asks for (SW-1, SW-2). */
export class Semaphore implements Waitable {
  id = scheduler.nextObject();
  name = '';
  private readonly total: number;
  private held = 0;
  private readonly requests: Request[] = [];

  constructor(size: number) {
    this.total = size;
  }

  /** Null once it holds `n`; the context's error when that ends first, also where tokens are free (SW-3, SW-6). */
  acquire(ctx: Context, n = 1): Awaitable<Error | null> {
    const s = scheduler;
    if ((watch.on & ASKED) !== 0 && s.interrupts()) return s.redo(() => this.acquire(ctx, n));
    const error = ctx.err();
    if (error !== null) return error;
    if (this.tryAcquire(n)) return null;
    const goroutine = s.current;
    const request: Request = { goroutine, n };
    // More than there will ever be: it waits for the context alone, and nobody waits behind it.
    const hopeless = n > this.total;
    if (!hopeless) this.requests.push(request);
    s.retryWith(
      new Acquired(
        this,
        ctx,
        n,
        onDone(ctx, () => this.abandon(request)),
      ),
    );
    return s.park(hopeless ? WAIT_RECEIVE : WAIT_SELECT, this);
  }

  /** False when it would have to wait, also behind others (SW-1). */
  tryAcquire(n = 1): boolean {
    if (this.requests.length > 0 || this.total - this.held < n) return false;
    this.held += n;
    return true;
  }

  /** @throws Panic `semaphore: released more than held` (SW-4) */
  release(n = 1): void {
    this.held -= n;
    if (this.held < 0) panic('semaphore: released more than held');
    this.serve();
  }

  private serve(): void {
    for (let next = this.requests[0]; next !== undefined; next = this.requests[0]) {
      if (this.total - this.held < next.n) return;
      this.requests.shift();
      this.held += next.n;
      scheduler.ready(next.goroutine, undefined, true);
    }
  }

  /** The context ended: the request leaves the queue, and the ones behind it may go (SW-5). */
  private abandon(request: Request): void {
    const at = this.requests.indexOf(request);
    if (at >= 0) this.requests.splice(at, 1);
    scheduler.ready(request.goroutine, undefined, false);
    if (at === 0) this.serve();
  }

  /** @internal For invariants and dumps. */
  get state(): { readonly held: number; readonly waiting: number } {
    return { held: this.held, waiting: this.requests.length };
  }
}

class Acquired implements Retry {
  private readonly semaphore: Semaphore;
  private readonly ctx: Context;
  private readonly n: number;
  private readonly leave: (() => void) | null;

  constructor(semaphore: Semaphore, ctx: Context, n: number, leave: (() => void) | null) {
    this.semaphore = semaphore;
    this.ctx = ctx;
    this.n = n;
    this.leave = leave;
  }

  retry(goroutine: Goroutine): unknown {
    this.leave?.();
    const error = this.ctx.err();
    // Granted and cancelled at the same time: the tokens go back (SW-6).
    if (error !== null && goroutine.ok) this.semaphore.release(this.n);
    return error;
  }
}
