// one of the two is ready at every moment: first c, then, before c is emptied, d
let defaults = 0;
for (let i = 0; i < 500; i++) {
  const c = chan<number>(1, 0);
  const d = chan<number>(1, 0);
  const done = chan<boolean>(0, false);
  await c.send(1);
  go(async () => {
    const got = await select({ c: recv(c), d: recv(d), default: true });
    if (got.case === 'default') defaults++;
    await done.send(true);
  });
  await d.send(1);
  await select({ c: recv(c), default: true });
  await done.recv();
}
log('defaults', defaults);
