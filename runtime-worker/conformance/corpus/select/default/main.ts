async function attempt(c: RecvChan<number>): Promise<string> {
  const got = await select({ c: recv(c), default: true });
  switch (got.case) {
    case 'c':
      return `recv ${got.value} ${got.ok}`;
    default:
      return 'default';
  }
}
async function attemptSend(c: SendChan<number>, v: number): Promise<string> {
  const got = await select({ c: send(c, v), default: true });
  switch (got.case) {
    case 'c':
      return 'sent';
    default:
      return 'full';
  }
}
const u = chan<number>(0, 0);
const b = chan<number>(2, 0);
log(await attempt(u), await attemptSend(u, 1));
log(await attemptSend(b, 1), await attemptSend(b, 2), await attemptSend(b, 3), b.len, b.cap);
log(await attempt(b), await attempt(b), await attempt(b));
await b.send(9);
b.close();
log(await attempt(b), await attempt(b), await attempt(b));
log(await attempt(nil<number>()), await attemptSend(nil<number>(), 1));
