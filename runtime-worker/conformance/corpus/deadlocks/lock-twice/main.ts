const mu = new Mutex();
await mu.lock();
log('locked once');
await mu.lock();
