let bad = 0;
for (let r = 0; r < 300; r++) {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  const c1 = chan<number>(10, 0);
  go(async () => {
    a = 1;
    await c1.send(0);
  });
  await c1.recv(); // send -> receive
  const c2 = chan<number>(0, 0);
  go(async () => {
    b = 1;
    c2.close();
  });
  await c2.recv(); // close -> receive
  const c3 = chan<number>(0, 0);
  go(async () => {
    c = 1;
    await c3.recv();
  });
  await c3.send(0); // unbuffered: receive -> send completes
  const mu = new Mutex();
  await mu.lock();
  go(async () => {
    d = 1;
    mu.unlock();
  });
  await mu.lock(); // unlock -> lock
  const sem = chan<number>(1, 0);
  await sem.send(0); // k-th receive -> (k+C)-th send completes
  go(async () => {
    e = 1;
    await sem.recv();
  });
  await sem.send(0);
  if (a + b + c + d + e !== 5) bad++;
}
log('violations', bad);
// an unbuffered send is synchronous: the increment before the second receive is visible
let n = 0;
const ch = chan<number>(0, 0);
go(async () => {
  await ch.recv();
  n++;
  await ch.recv();
});
await ch.send(1);
await ch.send(2);
log(n);
