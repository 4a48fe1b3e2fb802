const why = error('why');
const [ctx1, cancel1] = withCancelCause(background());
const [child, cancelChild] = withCancel(ctx1);
defer(cancelChild);
log(cause(ctx1), ctx1.err());
cancel1(why);
cancel1(error('too late'));
log(cause(ctx1), '|', ctx1.err(), '|', cause(child), '|', child.err());
const [c2, cancel2] = withCancelCause(background());
cancel2(null);
log(cause(c2) === canceled);
const [c3, cancel3] = withTimeoutCause(background(), 10 * millisecond, error('slow backend'));
await c3.done().recv();
log(c3.err(), '|', cause(c3));
cancel3();
const [c4, cancel4] = withTimeoutCause(background(), hour, error('unused'));
cancel4(); // the cancel function does not set the cause
log(c4.err(), '|', cause(c4));
// the first cancellation wins, whichever level
const [p, cancelP] = withCancelCause(background());
const [k, cancelK] = withCancelCause(p);
cancelK(error('child first'));
cancelP(error('parent later'));
log(cause(k), '|', cause(p));
log(cause(background()));
const v = withValue(p, 'k', 1);
log(cause(v));
const w = withoutCancel(v);
log(w.done() === nil(), w.err(), cause(w), w.value('k'), w.deadline() !== null, w);
