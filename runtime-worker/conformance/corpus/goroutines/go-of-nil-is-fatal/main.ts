defer(() => recover());
const f = null as unknown as () => void;
go(f);
await select({});
