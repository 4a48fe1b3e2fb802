const c = chan<number>(3, 0);
await c.send(1);
await c.send(2);
await c.send(3);
let n = 0;
for (let i = 0; i < 3; i++) {
  const got = await select({ c: recv(c) });
  switch (got.case) {
    case 'c':
      if (got.value === 2) break; // leaves the select only
      n += got.value;
      break;
  }
}
log(n);
c.close();
let count = 0;
loop: for (;;) {
  const got = await select({ c: recv(c) });
  switch (got.case) {
    case 'c':
      if (!got.ok) break loop;
      count++;
      break;
  }
}
log('loop left', count);
// priority needs two selects: a plain select would mix the two
const hi = chan<number>(50, 0);
const lo = chan<number>(50, 0);
for (let i = 0; i < 50; i++) {
  await hi.send(1);
  await lo.send(1);
}
let firstLo = -1;
for (let i = 0; i < 100; i++) {
  const got = await select({ hi: recv(hi), default: true });
  switch (got.case) {
    case 'hi':
      break;
    case 'default': {
      const either = await select({ hi: recv(hi), lo: recv(lo) });
      switch (either.case) {
        case 'hi':
          break;
        case 'lo':
          if (firstLo < 0) firstLo = i;
          break;
      }
      break;
    }
  }
}
log('first low-priority at', firstLo);
