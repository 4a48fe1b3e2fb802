defer(() => log('must not print'));
const wg = new WaitGroup();
wg.go(async () => {
  panic('in wg.Go');
});
await wg.wait();
log('must not print');
