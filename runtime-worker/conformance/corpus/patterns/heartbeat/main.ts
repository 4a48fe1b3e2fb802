function worker(work: Context): [RecvChan<null>, RecvChan<string>] {
  const beat = chan<null>(1, null);
  const res = chan<string>(1, '');
  go(async () => {
    defer(() => beat.close());
    defer(() => res.close());
    const t = new Ticker(15 * millisecond);
    defer(() => t.stop());
    for (;;) {
      const got = await select({ done: recv(work.done()), tick: recv(t.c) });
      switch (got.case) {
        case 'done':
          await res.send(`stopped: ${work.err()?.message}`);
          return;
        case 'tick':
          await select({ beat: send(beat, null), default: true });
          break;
      }
    }
  });
  return [beat, res];
}
const [ctx1, cancel] = withCancel(background());
defer(cancel);
const [beat, res] = worker(ctx1);
for (let n = 1; n <= 3; n++) {
  const got = await select({ beat: recv(beat), late: recv(after(5 * second)) });
  switch (got.case) {
    case 'beat':
      log('beat', n);
      break;
    case 'late':
      log('worker dead');
      break;
  }
}
cancel();
log(await res.recv());
for await (const _ of beat) {
  // drained
}
log('beat channel closed');
