defer(() => recover());
const rw = new RWMutex();
await rw.rLock(); // locked for reading is not locked for writing
rw.unlock();
