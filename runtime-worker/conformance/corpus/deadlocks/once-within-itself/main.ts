const o = new Once();
await o.do(async () => {
  log('outer');
  await o.do(() => log('inner: must not print'));
});
