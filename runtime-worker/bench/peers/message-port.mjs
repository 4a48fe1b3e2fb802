// Two threads and a MessagePort between them, one message a value. The sender has 128 credits, so that it cannot run
// ahead further than on a channel of 128; the receiver gives them back by halves.
import { isMainThread, MessageChannel, parentPort, Worker, workerData } from 'node:worker_threads';

const CREDITS = 128;

const integer = (i) => i;
const object = (i) => ({
  id: i,
  name: `goroutine-${i & 1023}`,
  x: i * 0.5,
  ok: (i & 1) === 0,
  tags: ['alpha', 'beta'],
  note: 'some payload text',
});

function send(port, count, make) {
  let i = 0;
  let credits = CREDITS;
  const pump = () => {
    for (; credits > 0 && i < count; credits--) port.postMessage(make(i++));
  };
  port.on('message', (given) => {
    credits += given;
    pump();
  });
  pump();
}

/** Takes `warm` values, then `n` more against the clock. */
function receive(port, warm, n, take, done) {
  let taken = 0;
  let owed = 0;
  let result = 0;
  let began = 0n;
  port.on('message', (v) => {
    if (taken >= warm) result += take(v);
    if (++owed === CREDITS / 2) {
      port.postMessage(owed);
      owed = 0;
    }
    if (++taken === warm) began = process.hrtime.bigint();
    if (taken === warm + n) done({ measured: Number(process.hrtime.bigint() - began), result });
  });
}

/** The receiver and the sender are both worker threads, as ours are. */
const across = (kind) =>
  Object.assign(
    async (n) => {
      const warm = Math.ceil(n / 4);
      const { port1, port2 } = new MessageChannel();
      const file = new URL(import.meta.url);
      const start = (role, port) =>
        new Worker(file, { workerData: { role, kind, warm, n, port }, transferList: [port] });
      const receiver = start('receive', port2);
      const sample = new Promise((resolve, reject) => {
        receiver.on('message', resolve);
        receiver.on('error', reject);
      });
      start('send', port1);
      return sample;
    },
    { measures: true },
  );

export const programs = { 'across-integers': across('integers'), 'across-objects': across('objects') };

if (!isMainThread) {
  const { role, kind, warm, n, port } = workerData;
  const make = kind === 'integers' ? integer : object;
  const take = kind === 'integers' ? (v) => v : (v) => v.id + v.tags.length;
  if (role === 'send') {
    // The values count from 0 in each half, as the programs' do.
    send(port, warm + n, (i) => make(i < warm ? i : i - warm));
  } else receive(port, warm, n, take, (sample) => parentPort.postMessage(sample));
}
