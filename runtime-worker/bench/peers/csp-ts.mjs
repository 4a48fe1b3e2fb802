import { BufferedChannel, Channel } from 'csp-ts';

async function pingPong(n) {
  const ping = new Channel(0);
  const pong = new Channel(0);
  const other = (async () => {
    for (let i = 0; i < n; i++) {
      const v = await ping.receive();
      await pong.send(v + 1);
    }
  })();
  let sum = 0;
  for (let i = 0; i < n; i++) {
    await ping.send(i);
    sum += await pong.receive();
  }
  await other;
  return sum;
}

async function buffered(n) {
  const values = new BufferedChannel(0, 128);
  void (async () => {
    for (let i = 0; i < n; i++) await values.send(i);
  })();
  let sum = 0;
  // Closing would throw away what is buffered.
  for (let i = 0; i < n; i++) sum += await values.receive();
  return sum;
}

async function sieve(n) {
  const generate = async (out) => {
    for (let i = 2; ; i++) await out.send(i);
  };
  const filter = async (from, to, prime) => {
    for (;;) {
      const v = await from.receive();
      if (v % prime !== 0) await to.send(v);
    }
  };
  let from = new Channel(0);
  void generate(from);
  let prime = 0;
  for (let i = 0; i < n; i++) {
    prime = await from.receive();
    const to = new Channel(0);
    void filter(from, to, prime);
    from = to;
  }
  return prime;
}

async function parked(n) {
  const gate = new Channel(0);
  const out = new Channel(0);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const one = async (i) => {
    const v = await gate.receive();
    await out.send(v + i);
  };
  for (let i = 0; i < n; i++) void one(i);
  await new Promise((resolve) => setTimeout(resolve, 20));
  globalThis.gc();
  const measured = process.memoryUsage().heapUsed - before;
  for (let i = 0; i < n; i++) await gate.send(1);
  let result = 0;
  for (let i = 0; i < n; i++) result += await out.receive();
  return { measured, result };
}

export const programs = {
  'ping-pong': pingPong,
  buffered,
  sieve,
  parked: Object.assign(parked, { measures: true }),
};
