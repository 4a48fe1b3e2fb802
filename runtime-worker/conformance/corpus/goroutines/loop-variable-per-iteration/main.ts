const fs: (() => number)[] = [];
for (let i = 0; i < 3; i++) {
  fs.push(() => {
    i += 10;
    return i;
  });
}
for (const f of fs) print(`${f()} ${f()} `);
const c = chan<number>(0, 0);
for (let i = 0; i < 3; i++) {
  go(async () => {
    await c.send(i);
  });
}
log((await c.recv()) + (await c.recv()) + (await c.recv()));
