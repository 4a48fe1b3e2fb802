import { Piscina } from 'piscina';

const JOBS = 64;

async function cpu(n) {
  const pool = new Piscina({
    filename: new URL('./piscina-work.mjs', import.meta.url).href,
    minThreads: 2,
    maxThreads: 2,
  });
  const round = async (size) => {
    const results = await Promise.all(Array.from({ length: JOBS }, () => pool.run(size)));
    return results.reduce((sum, one) => (sum + one) >>> 0, 0);
  };
  await round(n / JOBS / 4);
  const began = process.hrtime.bigint();
  const result = await round(n / JOBS);
  return { measured: Number(process.hrtime.bigint() - began), result };
}

export const programs = { cpu: Object.assign(cpu, { measures: true }) };
