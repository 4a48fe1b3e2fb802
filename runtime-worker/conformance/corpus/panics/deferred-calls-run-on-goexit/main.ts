const done = chan<boolean>(0, false);
go(async () => {
  defer(() => done.close());
  defer(() => log('deferred'));
  defer(() => log('recover:', recover()));
  goexit();
});
await done.recv();
const again = chan<boolean>(0, false);
go(async () => {
  defer(() => again.close());
  const inner = async (): Promise<void> => {
    defer(() => log('stopped:', recover()));
    defer(() => panic('in a deferred call'));
    goexit();
  };
  await inner();
  log('must not print: the exit goes on');
});
await again.recv();
