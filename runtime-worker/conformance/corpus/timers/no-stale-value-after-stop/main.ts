const t = new Timer(10 * millisecond);
log('cap', t.c.cap);
await sleep(60 * millisecond);
log('len', t.c.len, 'Stop', t.stop());
const got = await select({ c: recv(t.c), default: true });
switch (got.case) {
  case 'c':
    log('stale value received');
    break;
  case 'default':
    log('no stale value');
    break;
}
