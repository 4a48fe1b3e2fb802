const n = -1;
async function make(): Promise<void> {
  defer(() => {
    const r = recover();
    log(r, r instanceof Error);
  });
  chan<number>(n, 0);
}
await make();
chan<number>(n, 0);
