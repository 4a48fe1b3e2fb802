const c = new Cond(new Mutex());
await c.wait();
