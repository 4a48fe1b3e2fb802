import { writeDocument } from '../../shared/graph/file.ts';
import { mainAlone } from './documents.ts';

/** A body of fifty lines that uses what bodies use. */
export const FIFTY_LINE_BODY = `interface Job {
  readonly id: number;
  readonly words: readonly string[];
}
class Tally {
  readonly counts = new Map<string, number>();
  add(word: string): void {
    this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
  }
}
const batch = 16;
const jobs = chan<Job>(batch);
const results = chan<Tally>(0);
const wg = new WaitGroup();
async function count(index: number, from: RecvChan<Job>): Promise<void> {
  const tally = new Tally();
  for await (const job of from) {
    for (const word of job.words) tally.add(word.toLowerCase());
    if (job.id % 100 === 0) log(\`worker \${index}: job \${job.id}\`);
  }
  await results.send(tally);
}
for (let i = 0; i < 4; i++) {
  wg.go(async () => {
    await count(i, jobs);
  });
}
go(async () => {
  for (let id = 0; id < 1000; id++) {
    const words = ['alpha', 'Beta', 'gamma'].map((word) => word + (id % 7));
    const got = await select({ job: send(jobs, { id, words }), late: recv(after(second)) });
    if (got.case === 'late') panic('nobody takes jobs');
  }
  jobs.close();
});
const total = new Tally();
const [ctx] = withTimeout(background(), 5 * second);
for (let left = 4; left > 0; left--) {
  const got = await select({ tally: recv(results), stop: recv(ctx.done()) });
  switch (got.case) {
    case 'tally':
      for (const [word, times] of got.value.counts) total.counts.set(word, (total.counts.get(word) ?? 0) + times);
      break;
    case 'stop':
      log('too slow');
      break;
  }
}
await wg.wait();
log(total.counts.size);`;

export const FIFTY_LINES = writeDocument(mainAlone(FIFTY_LINE_BODY));
