const n = 10000;
let left = chan<number>(0, 0);
const first = left;
for (let i = 0; i < n; i++) {
  const right = chan<number>(0, 0);
  go(async (l: SendChan<number>, r: RecvChan<number>) => {
    await l.send(1 + (await r.recv()));
  }, left, right);
  left = right;
}
go(async (c: SendChan<number>) => {
  await c.send(1);
}, left);
log(await first.recv());
