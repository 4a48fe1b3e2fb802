function f(n: number): number {
  return f(n + 1) + 1;
}
defer(() => log('must not recover', recover()));
log('recursing');
f(0);
