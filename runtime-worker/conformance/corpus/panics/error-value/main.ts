class MyErr extends Error {
  code: number;
  constructor(code: number, text: string) {
    super(`E${code}: ${text}`);
    this.code = code;
  }
}
defer(() => log('deferred runs first'));
panic(new MyErr(42, 'custom'));
