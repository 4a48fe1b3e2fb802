const wg = new WaitGroup();
async function below(): Promise<void> {
  defer(() => log('recovered:', recover()));
  wg.add(-1);
}
await below();
const wg2 = new WaitGroup();
wg2.add(1);
wg2.done();
wg2.done();
