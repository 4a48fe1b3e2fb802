interface Request { n: number; reply: Chan<number> }
const srv = chan<Request>();
go(async () => {
  for await (const r of srv) await r.reply.send(r.n * 2);
});
for (let i = 1; i <= 3; i++) {
  const r = { n: i, reply: chan<number>(0, 0) };
  await srv.send(r);
  print(`${await r.reply.recv()} `);
}
srv.close();
log();
const c = chan<{ x: number; y: number }>(1);
const p = { x: 1, y: 2 };
await c.send({ ...p }); // Go copies a struct at send time; here the program does
p.x = 99;
log(await c.recv(), p);
const q = chan<{ x: number; y: number }>(1);
await q.send(p);
p.y = 77;
log(await q.recv());
const a = chan<number>(0, 0);
const b = chan<number>(0, 0);
const a2 = a;
const n = nil<number>();
log(a === a2, a === b, n === nil());
const cc = chan<Chan<number>>(1);
const inner = chan<number>(1, 0);
await inner.send(42);
await cc.send(inner);
log(await (await cc.recv()).recv());
