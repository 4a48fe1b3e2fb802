const c = chan<number>(0, 0);
afterTime(30 * millisecond, async () => {
  await c.send(7);
});
log(await c.recv());
