function gen(n: number): RecvChan<number> {
  const out = chan<number>(0, 0);
  go(async () => {
    defer(() => out.close());
    for (let i = 1; i <= n; i++) await out.send(i);
  });
  return out;
}
function sq(source: RecvChan<number>): RecvChan<number> {
  const out = chan<number>(0, 0);
  go(async () => {
    defer(() => out.close());
    for await (const v of source) await out.send(v * v);
  });
  return out;
}
let sum = 0;
for await (const v of sq(sq(gen(8)))) {
  print(`${v} `);
  sum += v;
}
log('sum', sum);
