const n1 = nil<number>();
const n2 = nil<number>();
go(async () => {
  await select({ a: recv(n1), b: send(n2, 1) });
});
go(async () => {
  const c = chan<number>(0, 0);
  await select({ c: recv(c) });
});
await sleep(10 * millisecond);
const a = chan<number>(0, 0);
const b = chan<number>(0, 0);
await select({ a: recv(a), b: send(b, 1) });
