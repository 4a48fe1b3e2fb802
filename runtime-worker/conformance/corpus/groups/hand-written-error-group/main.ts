const [ctx1, cancel] = withCancel(background());
const wg = new WaitGroup();
const once = new Once();
let err: Error | null = null;
function start(f: () => Promise<Error | null>): void {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    const failed = await f();
    if (failed !== null) {
      await once.do(() => {
        err = failed;
        cancel();
      });
    }
  });
}
const mu = new Mutex();
let canceledCount = 0;
for (let i = 0; i < 4; i++) {
  start(async () => {
    const got = await select({ done: recv(ctx1.done()), late: recv(after(5 * second)) });
    switch (got.case) {
      case 'done':
        await mu.lock();
        canceledCount++;
        mu.unlock();
        return ctx1.err();
      default:
        return null;
    }
  });
}
start(async () => error('boom'));
await wg.wait();
log(err, canceledCount, ctx1.err());
