interface Account { id: number; mu: Mutex; bal: number }
async function transfer(from: Account, to: Account, amt: number): Promise<boolean> {
  const [a, b] = from.id > to.id ? [to, from] : [from, to];
  await a.mu.lock();
  defer(() => a.mu.unlock());
  await b.mu.lock();
  defer(() => b.mu.unlock());
  if (from.bal < amt) return false;
  from.bal -= amt;
  to.bal += amt;
  return true;
}
const accounts: Account[] = [0, 1, 2, 3, 4].map((id) => ({ id, mu: new Mutex(), bal: 1000 }));
const wg = new WaitGroup();
for (let g = 0; g < 10; g++) {
  wg.add(1);
  go(async () => {
    defer(() => wg.done());
    for (let i = 0; i < 200; i++) {
      const from = (g + i) % 5;
      const to = (g * 3 + i * 2 + 1) % 5;
      if (from !== to) await transfer(accounts[from], accounts[to], (i * 7 + g) % 50);
    }
  });
}
await wg.wait();
let total = 0;
let negative = false;
for (const account of accounts) {
  total += account.bal;
  negative = negative || account.bal < 0;
}
log(total, negative);
