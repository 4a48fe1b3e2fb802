async function attempt(f: () => Promise<void>): Promise<void> {
  defer(() => log('recovered:', recover()));
  await f();
}
let n = 0;
const f = onceFunc(() => {
  n++;
});
await f();
await f();
log(n);
const p = onceFunc(() => {
  n++;
  panic('bad');
});
await attempt(p);
await attempt(p);
log(n);
const v = onceValue(() => {
  n++;
  return n * 10;
});
log(await v(), await v());
const vs = onceValue((): [number, Error] => [1, error('e')]);
log(...(await vs()));
log(...(await vs()));
