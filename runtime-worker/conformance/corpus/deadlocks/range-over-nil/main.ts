const c = nil<number>();
log(c.len);
for await (const v of c) log(v);
