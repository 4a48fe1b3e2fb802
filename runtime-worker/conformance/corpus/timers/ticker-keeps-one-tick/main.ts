const t = new Ticker(20 * millisecond);
defer(() => t.stop());
await sleep(210 * millisecond); // about ten periods
let n = 0;
for (;;) {
  const got = await select({ tick: recv(t.c), default: true });
  if (got.case === 'default') break;
  n++;
}
log('queued ticks:', n);
