go(async () => {
  await sleep(30 * millisecond);
  log('sleeper done');
});
log('main blocks');
await chan<number>(0, 0).recv();
