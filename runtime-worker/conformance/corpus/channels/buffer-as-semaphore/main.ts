const sem = chan<null>(3, null);
const cur = new AtomicInt();
const max = new AtomicInt();
const wg = new WaitGroup();
for (let i = 0; i < 12; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    await sem.send(null);
    const n = cur.add(1);
    for (;;) {
      const m = max.load();
      if (n <= m || max.compareAndSwap(m, n)) break;
    }
    await sleep(10 * millisecond);
    cur.add(-1);
    await sem.recv();
  });
}
await wg.wait();
log('max', max.load(), 'left', cur.load(), 'len', sem.len);
