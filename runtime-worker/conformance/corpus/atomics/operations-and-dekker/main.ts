async function attempt(f: () => void): Promise<void> {
  defer(() => log('panic:', recover()));
  f();
}
const n = new AtomicInt();
const wg = new WaitGroup();
for (let i = 0; i < 8; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    for (let k = 0; k < 1000; k++) n.add(1);
  });
}
await wg.wait();
log(n.load(), n.add(-1), n.swap(5), n.compareAndSwap(5, 6), n.compareAndSwap(5, 7), n.load());
const i32 = new Int32Array([2147483647]); // a number wraps around only in an array of its width
i32[0]++;
log(i32[0]);
const u32 = new Uint32Array([5]);
u32[0] += 0xffffffff;
log(u32[0]);
const v = new AtomicValue<unknown>();
log(v.load());
await attempt(() => v.store(null));
v.store('a');
await attempt(() => v.store(1));
log(v.swap('b'), v.compareAndSwap('b', 'c'), v.load());
// with sequentially consistent atomics both cannot read 0
let bad = 0;
for (let r = 0; r < 2000; r++) {
  const x = new AtomicInt();
  const y = new AtomicInt();
  const a = new AtomicInt();
  const b = new AtomicInt();
  const w = new WaitGroup();
  w.add(2);
  go(async () => {
    x.store(1);
    a.store(y.load());
    w.done();
  });
  go(async () => {
    y.store(1);
    b.store(x.load());
    w.done();
  });
  await w.wait();
  if (a.load() === 0 && b.load() === 0) bad++;
}
log('dekker violations', bad);
