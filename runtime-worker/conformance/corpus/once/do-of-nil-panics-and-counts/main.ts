const o = new Once();
async function attempt(): Promise<void> {
  defer(() => log('recovered:', recover()));
  await o.do(null as unknown as () => void);
}
await attempt();
await o.do(() => log('must not print'));
log('counts as done');
