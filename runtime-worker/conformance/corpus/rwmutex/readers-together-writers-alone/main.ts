const rw = new RWMutex();
const inside = new AtomicInt();
const writers = new AtomicInt();
const barrier = new WaitGroup();
const wg = new WaitGroup();
const n = 5;
barrier.add(n);
const peak = new AtomicInt();
for (let i = 0; i < n; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    await rw.rLock();
    const v = inside.add(1);
    barrier.done();
    await barrier.wait();
    if (v === n) peak.store(v);
    inside.add(-1);
    rw.rUnlock();
  });
}
await wg.wait();
log('peak readers', peak.load());
let shared = 0;
const bad = new AtomicInt();
for (let i = 0; i < 4; i++) {
  wg.add(2);
  go(async () => {
    defer(() => wg.done());
    for (let k = 0; k < 100; k++) {
      await rw.lock();
      if (writers.add(1) !== 1 || inside.load() !== 0) bad.add(1);
      shared++;
      writers.add(-1);
      rw.unlock();
    }
  });
  go(async () => {
    defer(() => wg.done());
    for (let k = 0; k < 100; k++) {
      await rw.rLock();
      inside.add(1);
      if (writers.load() !== 0) bad.add(1);
      inside.add(-1);
      rw.rUnlock();
    }
  });
}
await wg.wait();
log('shared', shared, 'bad', bad.load());
