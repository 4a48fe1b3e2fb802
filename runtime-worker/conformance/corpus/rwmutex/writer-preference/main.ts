const rw = new RWMutex();
const ev = chan<string>(10, '');
const step = async (): Promise<void> => {
  await sleep(30 * millisecond);
};
await rw.rLock(); // reader 1 (main)
go(async () => {
  await rw.lock();
  await ev.send('writer1');
  rw.unlock();
});
await step();
log('TryRLock while writer pending:', rw.tryRLock(), 'TryLock:', rw.tryLock());
go(async () => {
  await rw.rLock();
  await ev.send('reader2');
  await step();
  rw.rUnlock();
});
await step();
go(async () => {
  await rw.lock();
  await ev.send('writer2');
  rw.unlock();
});
await step();
log('events while reader 1 holds:', ev.len);
rw.rUnlock();
// writer1, then the reader queued behind it, then writer2
log(await ev.recv(), await ev.recv(), await ev.recv());
