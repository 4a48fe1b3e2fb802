const mu = new Mutex();
const c = new Cond(mu);
c.signal(); // nobody waits: lost
await mu.lock();
log('waiting');
await c.wait();
