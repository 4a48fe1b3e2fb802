const g = new SingleFlight();
const wg = new WaitGroup();
const mu = new Mutex();
const got = new Map<string, number>();
for (let i = 0; i < 3; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    defer(async () => {
      const r = recover();
      const s = (r as Error).message.split('\n')[0];
      await mu.lock();
      got.set(s, (got.get(s) ?? 0) + 1);
      mu.unlock();
    });
    await g.do('k', async () => {
      await sleep(50 * millisecond);
      panic('shared panic');
    });
  });
}
await wg.wait();
log(got);
