log(1);
const stop = new AtomicBool();
const done = chan<boolean>(0, false);
go(async () => {
  let x = 0;
  while (!stop.load()) x++;
  await done.send(true);
});
await sleep(30 * millisecond);
log('main still runs');
stop.store(true);
log(await done.recv());
