const [ctx1, cancel] = withCancel(background());
const done = chan<boolean>(0, false);
go(async () => {
  await ctx1.done().recv();
  await sleep(30 * millisecond);
  log('worker cleaned up');
  done.close();
});
cancel();
log('cancel returned:', ctx1.err());
await done.recv();
