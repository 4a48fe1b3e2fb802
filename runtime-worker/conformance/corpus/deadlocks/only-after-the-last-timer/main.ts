for (let i = 1; i <= 2; i++) {
  afterTime(i * 25 * millisecond, () => log('fired', i));
}
log('main blocks');
await chan<number>(0, 0).recv();
