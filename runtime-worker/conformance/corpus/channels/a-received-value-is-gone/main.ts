const c = chan<number>(3, 0);
await c.send(1);
await c.send(2);
await c.send(3);
await c.recv(); // discards, and consumes
log(c.len, await c.recv(), await c.recv(), c.len);

// each value goes to exactly one of those who ask
const d = chan<number>(0, 0);
const mu = new Mutex();
const wg = new WaitGroup();
const seen = new Map<number, number>();
for (let g = 0; g < 4; g++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    for await (const v of d) {
      await mu.lock();
      seen.set(v, (seen.get(v) ?? 0) + 1);
      mu.unlock();
      void [d.len, d.cap]; // needs no lock
    }
  });
}
const senders = new WaitGroup();
for (let g = 0; g < 2; g++) {
  senders.add(1);
  go(async () => {
    defer(() => senders.done());
    for (let i = 0; i < 50; i++) await d.send(g * 50 + i);
  });
}
await senders.wait();
d.close();
await wg.wait();
let twice = 0;
for (const n of seen.values()) if (n !== 1) twice++;
log(seen.size, twice);
