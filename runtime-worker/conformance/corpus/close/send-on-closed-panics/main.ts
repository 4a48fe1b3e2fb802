const c = chan<number>(1, 0);
c.close();
log('before');
await c.send(1);
log('unreachable');
