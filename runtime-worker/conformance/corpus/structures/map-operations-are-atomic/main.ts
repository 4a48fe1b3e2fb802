const m = new HashMap<string | number, number>();
const v = m.load('x');
log(v, v !== undefined);
log(...m.loadOrStore('x', 1));
log(...m.loadOrStore('x', 2));
m.store('x', 3);
log(...m.loadAndDelete('x'));
log(...m.loadAndDelete('x'));
const wg = new WaitGroup();
const wins = new Array<number>(8).fill(0);
for (let g = 0; g < 8; g++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    for (let k = 0; k < 100; k++) {
      const [, loaded] = m.loadOrStore(k, g);
      if (!loaded) wins[g]++;
    }
  });
}
await wg.wait();
let t = 0;
for (const w of wins) t += w;
const keys: number[] = [];
m.range((k) => {
  keys.push(k as number);
  m.delete(k);
  return true;
});
keys.sort((a, b) => a - b);
let left = 0;
m.range(() => {
  left++;
  return false;
});
log(t, keys.length, keys[0], keys[99], left);
