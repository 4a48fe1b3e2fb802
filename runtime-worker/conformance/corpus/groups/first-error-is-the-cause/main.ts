const [g, gctx] = errGroupWithContext(background());
await g.go(async () => error('first failure'));
log(await g.wait(), '|', gctx.err(), '|', cause(gctx));
const [fine, octx] = errGroupWithContext(background());
await fine.go(async () => null);
log(await fine.wait(), '|', octx.err(), '|', cause(octx));
