const mu = new Mutex();
async function first(): Promise<void> {
  defer(() => log('recovered', recover()));
  await mu.lock();
  defer(() => mu.unlock());
  panic('A');
}
await first();
log('defer Unlock released it:', mu.tryLock());
mu.unlock();
async function next(): Promise<void> {
  defer(() => log('recovered', recover()));
  await mu.lock();
  panic('B');
}
await next();
log('without defer it stays locked:', !mu.tryLock());
const done = chan<boolean>(0, false);
const m2 = new Mutex();
go(async () => {
  await m2.lock(); // ends holding the lock
  done.close();
});
await done.recv();
log('goroutine exit does not unlock:', !m2.tryLock());
