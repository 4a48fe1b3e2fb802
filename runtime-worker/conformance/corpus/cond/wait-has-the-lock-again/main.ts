const mu = new Mutex();
const c = new Cond(mu);
let turn = 0;
const wg = new WaitGroup();
let inside = 0;
let bad = 0;
for (let i = 0; i < 3; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    await mu.lock();
    while (turn !== i) await c.wait(); // woken, it may not be its turn
    inside++; // the lock is held
    if (inside !== 1 || mu.tryLock()) bad++;
    log('turn', i);
    turn++;
    inside--;
    c.broadcast(); // with the lock
    mu.unlock();
  });
}
await wg.wait();
log('bad', bad);
let ready = false;
const done = chan<boolean>(0, false);
go(async () => {
  await mu.lock();
  while (!ready) await c.wait();
  mu.unlock();
  await done.send(true);
});
await mu.lock();
ready = true;
mu.unlock();
c.signal(); // without the lock
log(await done.recv());
