async function attempt(f: () => unknown): Promise<void> {
  defer(() => log(recover()));
  f();
}
const runtimeError = (text: string) => (): never => panic(error(text));
await attempt(runtimeError('runtime error: index out of range [5] with length 0'));
await attempt(runtimeError('runtime error: index out of range [-1]'));
await attempt(runtimeError('runtime error: invalid memory address or nil pointer dereference'));
await attempt(runtimeError('runtime error: integer divide by zero'));
await attempt(runtimeError('interface conversion: interface {} is string, not int'));
await attempt(runtimeError('interface conversion: interface {} is nil, not int'));
panic(error('assignment to entry in nil map'));
