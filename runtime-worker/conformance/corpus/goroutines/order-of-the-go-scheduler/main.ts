const wg = new WaitGroup();
for (let i = 0; i < 5; i++) {
  wg.add(1);
  go(async () => {
    print(`${i} `);
    wg.done();
  });
}
await wg.wait();
log();
const c = chan<number>(0, 0);
for (let i = 0; i < 4; i++) {
  wg.add(1);
  go(async () => {
    await c.recv();
    print(`r${i} `);
    wg.done();
  });
  await gosched();
}
c.close();
await wg.wait();
log();
