const n = 5;
const meals = 200;
const forks = Array.from({ length: n }, () => new Mutex());
const owner = [0, 0, 0, 0, 0]; // fork -> philosopher + 1, checked under the fork's lock
const eaten = [0, 0, 0, 0, 0];
const wg = new WaitGroup();
const bad = chan<number>(n * meals, 0);
for (let p = 0; p < n; p++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    let a = p;
    let b = (p + 1) % n;
    if (b < a) [a, b] = [b, a];
    for (let i = 0; i < meals; i++) {
      await forks[a].lock();
      await forks[b].lock();
      if (owner[a] !== 0 || owner[b] !== 0) await bad.send(p);
      owner[a] = owner[b] = p + 1;
      eaten[p]++;
      owner[a] = owner[b] = 0;
      forks[b].unlock();
      forks[a].unlock();
    }
  });
}
await wg.wait();
log(eaten, bad.len);
