defer(() => log('must not print'));
defer(() => log('must not recover', recover()));
const done = chan<number>(0, 0);
log('start');
go(async () => {
  defer(() => log("goroutine's own defer runs"));
  panic('boom');
});
await done.recv();
