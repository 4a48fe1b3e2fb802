defer(() => recover());
const rw = new RWMutex();
await rw.rLock();
rw.rUnlock();
rw.rUnlock();
