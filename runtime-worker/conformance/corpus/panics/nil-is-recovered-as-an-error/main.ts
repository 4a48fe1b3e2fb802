async function recovers(): Promise<void> {
  defer(() => log('recover:', recover()));
  panic(null);
}
await recovers();
log('panic was stopped');
