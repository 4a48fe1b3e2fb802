const c = chan<number>(0, 0);
let n = 7;
const f = async (k: number): Promise<number> => {
  await c.send(n + k); // what was written before the go statement is seen here
  return k * 100;
};
n = 8;
go(f, 1);
log(await c.recv());
go(async (): Promise<[number, Error | null]> => {
  await c.send(2);
  return [1, null];
});
log(await c.recv());
