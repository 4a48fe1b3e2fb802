const c = chan<number>(0, 0);
const other = chan<number>(0, 0);
const got = chan<string>(4, '');
const step = async (): Promise<void> => {
  await sleep(20 * millisecond);
};
go(async () => {
  const v = await c.recv();
  await got.send(`plain ${v}`);
});
await step();
go(async () => {
  const first = await select({ c: recv(c), other: recv(other) });
  if (first.case === 'c') await got.send(`select ${first.value}`);
});
await step();
go(async () => {
  const v = await c.recv();
  await got.send(`last ${v}`);
});
await step();
for (let i = 1; i <= 3; i++) {
  await c.send(i);
  log(await got.recv());
}

// a new timer at each execution: the loop is never late as a whole
let late = 0;
go(async () => {
  for (let i = 0; i < 4; i++) {
    await step();
    await c.send(i);
  }
  c.close();
});
for (let open = true; open; ) {
  const next = await select({ c: recv(c), late: recv(after(60 * millisecond)) });
  switch (next.case) {
    case 'c':
      open = next.ok;
      break;
    case 'late':
      late++;
      break;
  }
}
log('late', late);
