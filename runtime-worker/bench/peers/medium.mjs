import medium from 'medium';

const { any, chan, put, take } = medium;

async function pingPong(n) {
  const ping = chan();
  const pong = chan();
  const other = (async () => {
    for (let i = 0; i < n; i++) {
      const v = await take(ping);
      await put(pong, v + 1);
    }
  })();
  let sum = 0;
  for (let i = 0; i < n; i++) {
    await put(ping, i);
    sum += await take(pong);
  }
  await other;
  return sum;
}

async function buffered(n) {
  const values = chan(128);
  void (async () => {
    for (let i = 0; i < n; i++) await put(values, i);
  })();
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await take(values);
  return sum;
}

async function selectOfFour(n) {
  const channels = [chan(), chan(), chan(), chan()];
  for (const to of channels) {
    void (async () => {
      for (let i = 0; i < n / 4; i++) await put(to, i);
    })();
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const [v] = await any(...channels);
    sum += v;
  }
  return sum;
}

export const programs = { 'ping-pong': pingPong, buffered, select: selectOfFour };
