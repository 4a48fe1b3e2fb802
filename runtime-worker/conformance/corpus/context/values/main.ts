class key {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
const user = new key('user');
const role = new key('role');
async function attempt(f: () => void): Promise<void> {
  defer(() => log('panic:', recover()));
  f();
}
const a = withValue(background(), user, 'ann');
const b = withValue(a, role, 'admin');
const c = withValue(b, user, 'bob');
log(a.value(user), b.value(user), c.value(user), c.value(role));
log(a.value(role), c.value(new key('user')), c.value('user'));
const [d, cancel] = withCancel(c);
cancel();
log(d.value(user), c.err(), d.err());
await attempt(() => withValue(background(), null, 1));
await attempt(() => withValue(background(), [1], 1));
await attempt(() => withCancel(null as unknown as Context));
await attempt(() => withValue(null as unknown as Context, new key('k'), 1));
log(withValue(background(), new key('k'), 'v'));
