const c = chan<string>(3, '');
await c.send('a');
await c.send('b');
c.close();
log(c.len, c.cap);
for (let i = 0; i < 4; i++) {
  const [v, ok] = await c.recv2();
  log(JSON.stringify(v), ok, `len=${c.len}`);
}
const n = nil<number>();
log(n.len, n.cap);
const p = chan<object | null>(0, null);
p.close();
log((await p.recv()) === null);
const s = chan<{ x: number; y: number }>(0, { x: 0, y: 0 });
s.close();
log(await s.recv());
