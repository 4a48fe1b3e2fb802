async function generate(ch: SendChan<number>): Promise<void> {
  for (let i = 2; ; i++) await ch.send(i);
}
async function filter(source: RecvChan<number>, out: SendChan<number>, prime: number): Promise<void> {
  for (;;) {
    const i = await source.recv();
    if (i % prime !== 0) await out.send(i);
  }
}
let ch = chan<number>(0, 0);
go(generate, ch);
for (let i = 0; i < 50; i++) {
  const prime = await ch.recv();
  print(`${prime} `);
  const ch1 = chan<number>(0, 0);
  go(filter, ch, ch1, prime);
  ch = ch1;
}
log();
