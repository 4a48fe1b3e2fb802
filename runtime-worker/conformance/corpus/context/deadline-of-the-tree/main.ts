const [limit, stopLimit] = withDeadline(background(), now() + 30 * millisecond);
defer(stopLimit);
const [child, stopChild] = withTimeout(limit, hour);
defer(stopChild);
log(child.err(), limit.deadline() === child.deadline());
const wg = new WaitGroup();
const late = chan<Error | null>(3, null);
for (let i = 0; i < 3; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    await child.done().recv();
    await late.send(child.err());
  });
}
await wg.wait();
log(await late.recv(), '|', await late.recv(), '|', await late.recv(), '|', limit.err());
