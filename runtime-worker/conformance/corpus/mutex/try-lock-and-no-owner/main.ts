const mu = new Mutex();
log(mu.tryLock(), mu.tryLock());
const done = chan<boolean>(0, false);
go(async () => {
  mu.unlock(); // no ownership
  await done.send(true);
});
await done.recv();
log(mu.tryLock());
const rw = new RWMutex();
log(rw.tryRLock(), rw.tryRLock(), rw.tryLock());
go(async () => {
  rw.rUnlock(); // readers are not tied to goroutines either
  rw.rUnlock();
  await done.send(true);
});
await done.recv();
log(rw.tryLock(), rw.tryRLock(), rw.tryLock());
rw.unlock();
const l = rw.rLocker();
await l.lock();
await l.lock();
log(rw.tryLock());
l.unlock();
l.unlock();
log(rw.tryLock());
