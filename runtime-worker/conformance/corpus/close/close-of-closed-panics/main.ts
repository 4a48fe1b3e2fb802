const c = chan<number>(0, 0);
c.close();
c.close();
