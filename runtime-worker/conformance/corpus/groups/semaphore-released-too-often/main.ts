const s = new Semaphore(2);
log(await s.acquire(background(), 1));
s.release(2);
