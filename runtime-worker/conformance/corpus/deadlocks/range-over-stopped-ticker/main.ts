const t = new Ticker(10 * millisecond);
let n = 0;
for await (const _ of t.c) {
  n++;
  log('tick', n);
  if (n === 2) t.stop(); // c is not closed: the range waits for ever
}
log('unreachable');
