import { Mutex } from 'async-mutex';

async function mutex(n) {
  const mu = new Mutex();
  let count = 0;
  for (let i = 0; i < n; i++) {
    const release = await mu.acquire();
    count++;
    release();
  }
  return count;
}

async function contended(n) {
  const mu = new Mutex();
  let count = 0;
  const one = async () => {
    for (let i = 0; i < n / 8; i++) {
      const release = await mu.acquire();
      count++;
      await Promise.resolve();
      release();
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  return count;
}

export const programs = { mutex, contended };
