const t = new Ticker(hour);
defer(() => t.stop());
log('waiting');
await chan<number>(0, 0).recv();
