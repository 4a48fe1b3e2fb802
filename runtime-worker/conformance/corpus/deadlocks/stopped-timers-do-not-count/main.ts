const t = afterTime(hour, () => {});
const tk = new Ticker(hour);
log(t.stop());
tk.stop();
await chan<number>(0, 0).recv();
