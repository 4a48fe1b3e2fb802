const s = new Semaphore(2);
const [over, cancel] = withCancel(background());
cancel();
log(await s.acquire(over, 1), s.tryAcquire(2)); // refused although tokens are free, and none is lost
const [late, stop] = withTimeout(background(), 20 * millisecond);
defer(stop);
log(await s.acquire(late, 1));
s.release(2);
log((await s.acquire(background(), 1)) === null || s.tryAcquire(1));
