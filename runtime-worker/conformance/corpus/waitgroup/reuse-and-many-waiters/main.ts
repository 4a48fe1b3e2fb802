const wg = new WaitGroup();
await wg.wait(); // counter is zero: returns at once
wg.add(0);
for (let round = 1; round <= 3; round++) {
  const n = new AtomicInt();
  wg.add(5);
  for (let i = 0; i < 5; i++) {
    go(async () => {
      n.add(1);
      wg.done();
    });
  }
  await wg.wait();
  log('round', round, n.load());
}
// several waiters are all released
wg.add(2);
const rel = new WaitGroup();
const out = new WaitGroup();
const released = new AtomicInt();
for (let i = 0; i < 3; i++) {
  rel.add(1);
  out.add(1);
  go(async () => {
    rel.done();
    await wg.wait();
    released.add(1);
    out.done();
  });
}
await rel.wait();
log('early', released.load());
wg.add(-2);
await out.wait();
log('released', released.load());
