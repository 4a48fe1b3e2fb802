const c = chan<number>(0, 0);
const wg = new WaitGroup();
wg.add(3);
const mu = new Mutex();
let caught = 0;
for (let i = 0; i < 3; i++) {
  go(async () => {
    defer(() => wg.done());
    defer(async () => {
      const r = recover();
      await mu.lock();
      defer(() => mu.unlock());
      if ((r as Error).message === 'send on closed channel') caught++;
    });
    await c.send(i);
  });
}
await sleep(20 * millisecond);
c.close(); // returns at once, although three wait to send and nobody receives
log('closed');
await wg.wait();
log(caught);

async function closeAgain(): Promise<void> {
  defer(() => log('recovered:', recover()));
  c.close();
}
await closeAgain();
async function sendAgain(): Promise<void> {
  defer(() => log('recovered:', recover()));
  await c.send(1);
}
await sendAgain();

const d = chan<number>(0, 0);
const oks = chan<boolean>(0, false);
for (let i = 0; i < 3; i++) {
  go(async () => {
    const [, ok] = await d.recv2();
    await oks.send(ok);
  });
}
await sleep(20 * millisecond);
d.close();
log(await oks.recv(), await oks.recv(), await oks.recv());
