const [g, gctx] = errGroupWithContext(background());
const finished = new AtomicInt();
for (let i = 0; i < 3; i++) {
  await g.go(async () => {
    await gctx.done().recv();
    await sleep(10 * millisecond);
    finished.add(1);
    return gctx.err();
  });
}
await g.go(async () => error('first failure'));
const err = await g.wait();
log(err, gctx.err(), finished.load());
const [fine, octx] = errGroupWithContext(background());
await fine.go(async () => null);
log(octx.err(), await fine.wait(), octx.err()); // wait cancels even on success
const z = new ErrGroup(); // no cancellation
await z.go(async () => {
  await sleep(30 * millisecond);
  return error('slow');
});
await z.go(async () => error('fast'));
log(await z.wait(), await z.wait());
