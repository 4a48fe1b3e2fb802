async function attempt(name: string, f: () => Promise<void>): Promise<void> {
  defer(() => log(name, recover()));
  await f();
}
const c = chan<number>(1, 0);
c.close();
await attempt('with default:', async () => {
  const got = await select({ c: send(c, 1), default: true });
  if (got.case === 'default') log('bad');
});
const block = chan<number>(0, 0);
await attempt('two cases:', async () => {
  await select({ c: send(c, 1), block: recv(block) });
});
await attempt('single:', async () => {
  await select({ c: send(c, 1) });
});
// closed for receiving and closed for sending are both ready: over 200 trials both are picked
let p = 0;
let r = 0;
async function trial(): Promise<void> {
  defer(() => {
    if (recover() !== null) p++;
  });
  const got = await select({ s: send(c, 1), r: recv(c) });
  if (got.case === 'r') r++;
}
for (let i = 0; i < 200; i++) await trial();
log(p > 0, r > 0, p + r);
