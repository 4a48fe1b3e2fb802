defer(() => log('must not print'));
go(async () => {
  defer(() => log('must not print'));
  log('exiting');
  exit(3);
});
await select({});
