const c = nil<number>();
await c.recv();
