defer(() => log('must not recover', recover()));
const g = new ErrGroup();
await g.go(async () => panic('in group'));
await g.go(async () => {
  await select({});
  return null;
});
log(await g.wait());
