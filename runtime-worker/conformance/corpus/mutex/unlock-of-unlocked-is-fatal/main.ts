defer(() => log('deferred in main: must not print'));
async function inner(): Promise<void> {
  defer(() => log('recover: must not print', recover()));
  const mu = new Mutex();
  await mu.lock();
  mu.unlock();
  log('about to');
  mu.unlock();
}
await inner();
