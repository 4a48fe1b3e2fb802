const rw = new RWMutex();
await rw.rLock();
log('reading');
await rw.lock(); // waits for the reader, which is itself
