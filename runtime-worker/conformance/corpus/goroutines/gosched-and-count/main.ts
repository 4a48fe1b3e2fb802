log(numGoroutine());
const c = chan<number>(0, 0);
const up = new WaitGroup();
up.add(5);
for (let i = 0; i < 5; i++) {
  go(async () => {
    up.done();
    await c.recv();
  });
}
await up.wait();
log(numGoroutine());
c.close();
while (numGoroutine() > 1) await gosched();
log(numGoroutine());
log(true, 2, 2);
