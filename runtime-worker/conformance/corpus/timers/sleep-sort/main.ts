const out = chan<number>(0, 0);
const numbers = [5, 1, 4, 2, 3];
for (const v of numbers) {
  go(async () => {
    await sleep(v * 30 * millisecond);
    await out.send(v);
  });
}
for (const _ of numbers) print(`${await out.recv()} `);
log();
