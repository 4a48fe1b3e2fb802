const c = chan<number>(0, 0);
go(async () => {
  for (let i = 0; i < 3; i++) await c.send(i);
  // forgot c.close()
});
for await (const v of c) log(v);
