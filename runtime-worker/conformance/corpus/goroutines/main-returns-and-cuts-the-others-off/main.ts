for (let i = 0; i < 3; i++) {
  go(async () => {
    defer(() => log('must not print'));
    await chan<number>(0, 0).recv();
  });
}
go(async () => {
  await sleep(hour);
  log('must not print');
});
await sleep(20 * millisecond);
log('main returns');
