const t = new Ticker(20 * millisecond);
let n = 0;
for await (const _ of t.c) {
  n++;
  log('tick', n);
  if (n === 3) {
    t.stop();
    break;
  }
}
const got = await select({ tick: recv(t.c), late: recv(after(100 * millisecond)) });
switch (got.case) {
  case 'tick':
    log('unexpected', got.ok);
    break;
  case 'late':
    log('no tick after Stop; channel not closed');
    break;
}
