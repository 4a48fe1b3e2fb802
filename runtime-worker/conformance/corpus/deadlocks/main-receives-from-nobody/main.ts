defer(() => log('deferred: must not print'));
const c = chan<number>(0, 0);
log('waiting');
await c.recv();
