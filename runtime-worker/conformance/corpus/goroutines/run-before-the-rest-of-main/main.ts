const c = chan<number>(0, 0);
function compute(): number {
  log('var init');
  return 1;
}
const x = compute();
go(async () => {
  await c.send(41 + x);
});
log('init', await c.recv());
log('main', x);
