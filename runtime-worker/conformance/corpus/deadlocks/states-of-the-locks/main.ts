const mu = new Mutex();
await mu.lock();
const rw = new RWMutex();
await rw.lock();
const rw2 = new RWMutex();
await rw2.rLock();
const wg = new WaitGroup();
wg.add(1);
const waits = [
  async () => {
    await mu.lock();
  },
  async () => {
    await rw.rLock();
  },
  async () => {
    await rw.lock();
  },
  async () => {
    await rw2.lock();
  },
  async () => {
    await wg.wait();
  },
];
for (const f of waits) {
  go(f);
  await sleep(2 * millisecond);
}
await select({});
