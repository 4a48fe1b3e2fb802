const period = 25 * millisecond;
const tokens = chan<null>(3, null);
for (let i = 0; i < 3; i++) await tokens.send(null);
const t = new Ticker(period);
defer(() => t.stop());
go(async () => {
  for await (const _ of t.c) await select({ token: send(tokens, null), default: true });
});
const start = now();
let burst = 0;
for (let i = 1; i <= 6; i++) {
  await tokens.recv();
  if (now() - start < (period * 4) / 5) burst++;
  log('req', i);
}
log('burst', burst, 'paced', now() - start >= (3 * period * 9) / 10);
