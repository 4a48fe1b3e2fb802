const p = new Pool();
log(p.get()); // nothing to make one with: nil
p.put(null); // ignored
log(p.get());
let made = 0;
const q = new Pool<number>(() => {
  made++;
  return made;
});
const a = q.get();
const b = q.get();
log(a, b, made);
q.put(77);
const v = q.get(); // 77 or a fresh one: both legal
log(v === 77 || v === 3);
