const wg = new WaitGroup();
wg.add(3);
for (let i = 0; i < 2; i++) go(() => wg.done()); // one done is missing
await wg.wait();
log('unreachable');
