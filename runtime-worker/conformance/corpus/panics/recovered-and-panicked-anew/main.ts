defer(() => {
  const r = recover();
  log('recovered', r);
  panic(`re-${r}`);
});
defer(() => panic('second'));
panic('first');
