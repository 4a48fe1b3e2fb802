const first = new Once();
await first.do(() => log('first'));
await first.do(() => log('second: must not print'));

const exits = new Once();
const gone = chan<boolean>(0, false);
go(async () => {
  defer(() => gone.close());
  await exits.do(() => goexit());
  log('must not print');
});
await gone.recv();
await exits.do(() => log('must not print'));
log('an exit counts as done');

const panics = new Once();
async function attempt(): Promise<void> {
  defer(() => log('recovered:', recover()));
  await panics.do(() => panic('in once'));
}
await attempt();
await panics.do(() => log('must not print'));
log('so does a panic');

// what f did is done when any do returns
const o = new Once();
let ready = 0;
let early = 0;
const mu = new Mutex();
const wg = new WaitGroup();
for (let i = 0; i < 8; i++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    await o.do(async () => {
      for (let k = 0; k < 5; k++) await gosched();
      ready = 1;
    });
    if (ready !== 1) {
      await mu.lock();
      early++;
      mu.unlock();
    }
  });
}
await wg.wait();
log('early', early);
