const wg = new WaitGroup();
const c = chan<boolean>(0, false);
for (let i = 0; i < 3; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    await c.recv();
    if (i >= 0) await select({});
  });
}
c.close();
log('workers parked');
go(async () => {
  panic(wrap('wrap', error('disk full')));
});
await wg.wait();
