const ping = chan<number>(0, 0);
const pong = chan<number>(0, 0);
go(async () => {
  for await (const n of ping) {
    log('ping', n);
    await pong.send(n + 1);
  }
  pong.close();
});
let n = 0;
for (let i = 0; i < 5; i++) {
  await ping.send(n);
  n = await pong.recv();
  log('pong', n);
  n++;
}
ping.close();
const [, ok] = await pong.recv2();
log('done', n, ok);
