const c = nil<number>();
await c.send(1);
