class T {
  a: number;
  b: number;
  constructor(a: number, b: number) {
    this.a = a;
    this.b = b;
  }
  toString(): string {
    return `T<${this.a},${this.b}>`;
  }
}
go(async () => {
  await select({});
});
panic(new T(1, 2));
