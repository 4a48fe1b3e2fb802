const mu = new Mutex();
const items: number[] = [];
async function push(v: number): Promise<void> {
  await mu.lock();
  defer(() => mu.unlock());
  items.push(v);
}
async function pop(): Promise<number | undefined> {
  await mu.lock();
  defer(() => mu.unlock());
  return items.pop();
}
const wg = new WaitGroup();
for (let g = 0; g < 8; g++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    for (let i = 0; i < 100; i++) await push(g * 100 + i);
  });
}
await wg.wait();
const sums = [0, 0, 0, 0];
for (let g = 0; g < 4; g++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    for (;;) {
      const v = await pop();
      if (v === undefined) return;
      sums[g] += v;
    }
  });
}
await wg.wait();
let t = 0;
for (const v of sums) t += v;
log(t, items.length);
