import { channel, select } from '@thi.ng/csp';

async function pingPong(n) {
  const ping = channel();
  const pong = channel();
  const other = (async () => {
    for (let i = 0; i < n; i++) {
      const v = await ping.read();
      await pong.write(v + 1);
    }
  })();
  let sum = 0;
  for (let i = 0; i < n; i++) {
    await ping.write(i);
    sum += await pong.read();
  }
  await other;
  return sum;
}

async function buffered(n) {
  const values = channel(128);
  void (async () => {
    for (let i = 0; i < n; i++) await values.write(i);
  })();
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await values.read();
  return sum;
}

async function selectOfFour(n) {
  const channels = [channel(), channel(), channel(), channel()];
  for (const to of channels) {
    void (async () => {
      for (let i = 0; i < n / 4; i++) await to.write(i);
    })();
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const [v] = await select(...channels);
    sum += v;
  }
  return sum;
}

async function sieve(n) {
  const generate = async (out) => {
    for (let i = 2; ; i++) await out.write(i);
  };
  const filter = async (from, to, prime) => {
    for (;;) {
      const v = await from.read();
      if (v % prime !== 0) await to.write(v);
    }
  };
  let from = channel();
  void generate(from);
  let prime = 0;
  for (let i = 0; i < n; i++) {
    prime = await from.read();
    const to = channel();
    void filter(from, to, prime);
    from = to;
  }
  return prime;
}

export const programs = { 'ping-pong': pingPong, buffered, select: selectOfFour, sieve };
