async function recovers(): Promise<void> {
  defer(() => {
    const r = recover();
    log(r, r instanceof Error);
  });
  panic(null);
}
await recovers();
panic(null);
