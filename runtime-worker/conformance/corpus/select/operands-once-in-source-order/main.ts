function ch(name: string, c: Chan<number>): Chan<number> {
  print(`ch:${name} `);
  return c;
}
function val(v: number): number {
  print(`val:${v} `);
  return v;
}
function idx(i: number): number {
  print(`lhs:${i} `);
  return i;
}
const a = chan<number>(1, 0);
const b = chan<number>(1, 0);
await b.send(5);
const arr = [0, 0, 0];
await a.send(0); // a is full: its send case cannot proceed
const first = await select({
  a: send(ch('a', a), val(1)),
  b: recv(ch('b', b)),
  n: recv(ch('nil', nil<number>())),
});
switch (first.case) {
  case 'a':
    log('sent a');
    break;
  case 'b':
    arr[idx(1)] = first.value;
    log('| recv b', arr);
    break;
  case 'n':
    arr[idx(2)] = first.value;
    log('bad');
    break;
}
const next = await select({
  n: send(ch('nil', nil<number>()), val(2)),
  b: recv(ch('b', b)),
  default: true,
});
switch (next.case) {
  case 'n':
    break;
  case 'b':
    arr[idx(0)] = next.value;
    break;
  case 'default':
    log('| default', arr);
    break;
}
const c = chan<number>(1, 0);
let x = 0;
const mk = (): Chan<boolean> => {
  x = 42;
  return chan<boolean>(0, false);
};
await select({
  c: send(c, x), // x is evaluated before mk() changes it
  made: recv(mk()),
});
log(await c.recv(), x);
const divide = (n: number, by: number): number => {
  if (by === 0) panic(error('runtime error: integer divide by zero'));
  return n / by;
};
async function operandPanics(): Promise<void> {
  defer(() => log('| send operand panicked:', recover(), 'len', c.len));
  await ch('c', c).send(divide(val(3), x - 42));
}
await operandPanics();
