import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { RunTables } from '../../shared/ipc/contract.ts';
import { TraceReader } from '../../shared/trace/reader.ts';
import { TraceService } from '../../renderer/trace/trace-service.ts';

/**
 * decode-child read|store N: how long N trace records of another process take to be read here, each one checked, or to
 * be in the page's store, from the moment they are asked for. The page's own code, under Node: the line between the
 * processes is Node's, not Electron's.
 */

type FromSource = { readonly tables: RunTables } | { readonly batch: ArrayBuffer };

/** Takes a batch; returns how many records it has taken so far. */
type Taker = (batch: ArrayBuffer) => number;

const [how = '', size = ''] = process.argv.slice(2);
const n = Number(size);

function reader(): Taker {
  const trace = new TraceReader();
  let sound = 0;
  let sum = 0;
  return (batch) => {
    sound += trace.read(batch, (worker, sequence, kind, goroutine, a, b, c) => {
      sum = (sum + worker + sequence + kind + goroutine + a + b + c) | 0;
    });
    const { batches, records, strings, gaps } = trace.damage;
    if (batches + records + strings + gaps > 0 || sum === 0) throw new Error('damaged records');
    return sound;
  };
}

function store(tables: RunTables): Taker {
  const service = new TraceService(() => {});
  service.take({ type: 'open', tables, workers: 1, clock: 'real' }, 0);
  return (batch) => {
    service.take({ type: 'batch', batch }, performance.now());
    if (service.store.damaged > 0) throw new Error(`${service.store.damaged} damaged records`);
    return service.store.events;
  };
}

/** Takes a trace of `n` records; resolves to nanoseconds. */
function taken(source: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    let take: Taker | null = null;
    let began = 0n;
    source.on('message', (raw) => {
      const message = raw as unknown as FromSource;
      if ('tables' in message) {
        take = how === 'read' ? reader() : store(message.tables);
        began = process.hrtime.bigint();
        source.send({ send: true });
      } else if (take !== null && take(message.batch) >= n) resolve(Number(process.hrtime.bigint() - began));
    });
  });
}

async function once(): Promise<number> {
  const source = fork(path.join(__dirname, 'decode-source.cjs'), [String(n)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const measured = await taken(source);
  source.kill();
  return measured;
}

// The page has read traces before.
void once()
  .then(once)
  .then((measured) => console.log(JSON.stringify({ measured, result: n })));
