const [root, cancel] = withCancel(background());
const children: Context[] = [];
for (let i = 0; i < 5; i++) {
  const [c, stop] = withCancel(root);
  defer(stop);
  children.push(c);
}
cancel();
let n = 0;
for (const c of children) if (c.err() === canceled) n++;
log('canceled', n);

const [expired, stop] = withTimeout(background(), 0);
stop(); // changes nothing
log(expired.err());
const [past, stopPast] = withDeadline(background(), now() - second);
defer(stopPast);
log(past.err());

const [parent, stopParent] = withTimeout(background(), 20 * millisecond);
defer(stopParent);
const [child, stopChild] = withTimeout(parent, hour);
defer(stopChild);
log("the parent's deadline:", parent.deadline() === child.deadline());
await child.done().recv();
log(child.err(), parent.err());
log((child.err() as typeof deadlineExceeded).timeout());

const [inTime, stopInTime] = withTimeout(background(), 20 * millisecond);
stopInTime();
await sleep(40 * millisecond);
log(inTime.err());
