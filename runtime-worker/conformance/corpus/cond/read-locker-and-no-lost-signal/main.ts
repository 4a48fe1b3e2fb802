const rw = new RWMutex();
let ready = false;
const c = new Cond(rw.rLocker()); // waiters hold only a read lock: they can wait together
const inside = new WaitGroup();
const out = new WaitGroup();
for (let i = 0; i < 3; i++) {
  inside.add(1);
  out.add(1);
  go(async () => {
    defer(() => out.done());
    await c.l.lock();
    inside.done();
    while (!ready) await c.wait();
    c.l.unlock();
  });
}
await inside.wait();
await rw.lock();
ready = true;
rw.unlock();
c.broadcast();
await out.wait();
log('all released');

// a signal right after the waiter gave up the lock cannot be lost
const mu = new Mutex();
const d = new Cond(mu);
for (let i = 0; i < 500; i++) {
  let flag = false;
  const done = chan<boolean>();
  await mu.lock();
  go(async () => {
    await mu.lock(); // succeeds only once wait has released it
    flag = true;
    mu.unlock();
    d.signal();
    done.close();
  });
  while (!flag) await d.wait();
  mu.unlock();
  await done.recv();
}
log('no lost wakeup');
