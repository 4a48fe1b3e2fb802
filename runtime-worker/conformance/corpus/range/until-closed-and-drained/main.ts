const c = chan<number>(5, 0);
for (let i = 0; i < 5; i++) await c.send(i);
c.close();
for await (const v of c) {
  if (v === 3) break;
  print(`${v} `);
}
log('left', c.len);
const d = chan<number>(2, 0);
await d.send(1);
await d.send(2);
d.close();
let calls = 0;
const get = (): Chan<number> => {
  calls++;
  return d;
};
for await (const _ of get()) {
  // counted
}
log('range expression evaluated', calls, 'time');
let e: Chan<number> | null = chan<number>(1, 0);
await e.send(8);
e.close();
const orig = e;
for await (const v of e) {
  e = null; // reassigning does not affect the running range
  log(v);
}
const [, ok] = await orig.recv2();
log(ok, e === null);
