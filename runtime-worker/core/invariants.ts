import { invariant } from '../../shared/base/assert.ts';
import { Channel } from './channel.ts';
import { PARKED, RUNNABLE, RUNNING, type Waiter } from './goroutine.ts';
import type { Scheduler } from './scheduler.ts';
import { Mutex } from './sync/mutex.ts';
import { RWMutex } from './sync/rwmutex.ts';
import { Semaphore } from './sync/semaphore.ts';
import { WaitGroup } from './sync/wait-group.ts';
import { SelectWaiter } from './wait-queue.ts';

/**
 * What holds whenever another goroutine may run. Checked by tests between slices.
 * @throws Error in the words of the rule that is broken
 */
export function checkInvariants(scheduler: Scheduler, objects: Iterable<unknown>): void {
  checkGoroutines(scheduler);
  for (const object of objects) {
    if (object instanceof Channel) checkChannel(object);
    else if (object instanceof Mutex) checkMutex(object);
    else if (object instanceof RWMutex) checkRWMutex(object);
    else if (object instanceof WaitGroup) checkWaitGroup(object);
    else if (object instanceof Semaphore) invariant(object.state.held >= 0, 'a semaphore is never overdrawn');
  }
}

function checkGoroutines(scheduler: Scheduler): void {
  const queued = new Map<number, number>();
  for (let at = 0; at < scheduler.queued; at++) {
    const id = scheduler.runnable(at);
    queued.set(id, (queued.get(id) ?? 0) + 1);
  }
  let live = 0;
  for (const goroutine of scheduler.goroutines()) {
    live++;
    const times = queued.get(goroutine.id) ?? 0;
    const held = scheduler.isHeld(goroutine);
    if (goroutine.status === RUNNABLE)
      invariant(times + Number(held) === 1, 'a runnable goroutine stands in the queue once');
    else invariant(times === 0, 'only runnable goroutines stand in the queue');
    invariant(
      goroutine.status !== RUNNING || scheduler.current === goroutine,
      'one goroutine runs at a time',
    );
  }
  invariant(live === scheduler.live, 'the count of live goroutines is right');
}

function checkChannel(channel: Channel<unknown>): void {
  const receivers = waitersOf(channel, false);
  const senders = waitersOf(channel, true);
  invariant(channel.count >= 0 && channel.count <= channel.capacity, 'the buffer holds at most its capacity');
  invariant(
    receivers.length === 0 || channel.count === 0,
    'a value is buffered only if nobody waits to receive',
  );
  invariant(
    senders.length === 0 || channel.count === channel.capacity,
    'somebody waits to send only if the buffer is full',
  );
  invariant(!channel.closed || receivers.length + senders.length === 0, 'nobody waits on a closed channel');
  for (const receiver of receivers) {
    for (const sender of senders)
      invariant(
        receiver === sender && channel.capacity === 0,
        'senders and receivers do not wait together, unless one goroutine does both in a single select',
      );
  }
}

/** The goroutines that wait to send on a channel, or to receive from it. */
function waitersOf(channel: Channel<unknown>, sends: boolean): readonly number[] {
  const last = sends ? channel.lastSender : channel.lastReceiver;
  const ids: number[] = [];
  let before: Waiter | null = null;
  for (let waiter = channel.first(sends); waiter !== null; before = waiter, waiter = waiter.next) {
    if (waiter instanceof SelectWaiter)
      invariant(
        waiter.channel === channel && waiter.sends === sends,
        'a case of a select knows the queue it stands in',
      );
    invariant(waiter.previous === before, 'who waits knows who stands before');
    invariant(waiter.goroutine.status === PARKED, 'who waits is parked');
    ids.push(waiter.goroutine.id);
  }
  invariant(before === last, 'a queue ends in its last waiter');
  return ids;
}

function checkMutex(mutex: Mutex): void {
  const { locked, starving, waiting } = mutex.state;
  invariant(!starving || locked, 'a starving mutex is handed over, never free');
  invariant(waiting === 0 || locked || mutex.wakes, 'who waits for a free mutex has been woken');
}

function checkRWMutex(mutex: RWMutex): void {
  const { readers, writing, waiting } = mutex.state;
  invariant(readers >= 0 && !(writing && readers > 0), 'any number of readers, or one writer');
  invariant(waiting === 0 || writing || readers > 0, 'nobody waits for a free lock');
}

function checkWaitGroup(group: WaitGroup): void {
  const { counter, waiting } = group.state;
  invariant(counter >= 0, 'the counter is never negative');
  invariant(waiting === 0 || counter > 0, 'nobody waits for a counter of zero');
}
