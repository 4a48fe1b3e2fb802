go(async () => {
  await chan<number>(0, 0).recv();
});
go(async () => {
  await select({});
});
await sleep(20 * millisecond);
const m = new Mutex();
m.unlock();
