class E {
  toString(): string {
    return panic('from Error');
  }
}
panic(new E());
