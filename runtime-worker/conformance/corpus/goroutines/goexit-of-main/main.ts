defer(() => log("main's defers run"));
go(async () => {
  await sleep(20 * millisecond);
  log('other goroutine continues');
});
goexit();
