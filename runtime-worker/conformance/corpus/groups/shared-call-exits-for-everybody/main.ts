const g = new SingleFlight();
const wg = new WaitGroup();
const returned = new AtomicInt();
const exited = new AtomicInt();
for (let i = 0; i < 3; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    let ok = false;
    defer(() => {
      if (!ok && recover() === null) exited.add(1);
    });
    await g.do('k', async () => {
      await sleep(40 * millisecond);
      goexit();
    });
    ok = true;
    returned.add(1);
  });
}
await wg.wait();
log('returned', returned.load(), 'exited', exited.load());
