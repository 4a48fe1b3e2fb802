import { test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { executableOfCase } from './run-case.ts';
import { TestHost } from '../host/host.test-support.ts';
test('x', async () => {
  const one = readCorpus().find((c) => c.name === 'context/deadline-of-the-tree')!;
  const host = await TestHost.start();
  const ex = executableOfCase({ ...one, document: one.document!.replace('"at": 30', '"at": 0') }, 'document');
  for (let n = 0; n < 6; n++) {
    const r = await host.run(ex, { mode: 'parallel', clock: 'real', memory: 512, trace: 'lossless', workers: 2 });
    console.log(r.result.outcome.end, r.printed);
    if (r.result.outcome.end !== 'done') { console.log(r.trace); break; }
  }
  await host.stop();
}, 200000);
