async function msort(a: number[], depth: number): Promise<number[]> {
  if (a.length < 2) return a;
  const m = a.length >> 1;
  let l: number[] = [];
  let r: number[] = [];
  if (depth > 0) {
    const wg = new WaitGroup();
    wg.add(1);
    go(async () => {
      defer(() => wg.done());
      l = await msort(a.slice(0, m), depth - 1);
    });
    r = await msort(a.slice(m), depth - 1);
    await wg.wait();
  } else {
    l = await msort(a.slice(0, m), 0);
    r = await msort(a.slice(m), 0);
  }
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < l.length && j < r.length) out.push(l[i] <= r[j] ? l[i++] : r[j++]);
  return [...out, ...l.slice(i), ...r.slice(j)];
}
const a: number[] = [];
let x = 12345;
for (let i = 0; i < 5000; i++) {
  x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
  a.push((x >>> 8) & 0xffff);
}
const s = await msort(a, 4);
let h = 0;
let sorted = true;
s.forEach((v, i) => {
  h = (h * 31 + v + i) % 1000003;
  if (i > 0 && s[i - 1] > v) sorted = false;
});
log(s.length, sorted, s[0], s[2500], s[4999], h);
