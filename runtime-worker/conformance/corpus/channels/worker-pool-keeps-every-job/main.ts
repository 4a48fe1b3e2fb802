interface Job { id: number; n: number }
interface Result { id: number; sq: number }
const jobs = chan<Job>();
const results = chan<Result>(4);
const wg = new WaitGroup();
for (let w = 0; w < 4; w++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    for await (const j of jobs) await results.send({ id: j.id, sq: j.n * j.n });
  });
}
go(async () => {
  for (let i = 0; i < 20; i++) await jobs.send({ id: i, n: i + 1 });
  jobs.close();
  await wg.wait();
  results.close();
});
const ordered: number[] = new Array<number>(20).fill(0);
let count = 0;
for await (const r of results) {
  ordered[r.id] = r.sq;
  count++;
}
log(count, ordered);
