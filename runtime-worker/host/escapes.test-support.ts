/** Ways out of the compartment that have worked somewhere, once. */

/** True for a value that leads outside: a global of Node's, or `process` itself. */
export const POWERFUL = `const powerful = (x) => {
  try {
    return x !== null && x !== undefined && ['process', 'require', 'fetch', 'setTimeout', 'setImmediate', 'Buffer', 'WebAssembly',
      'SharedArrayBuffer', 'Atomics', 'performance', 'structuredClone', 'queueMicrotask', 'console', 'versions', 'binding', 'mainModule',
      'postMessage', 'Worker'].some((name) => x[name] !== undefined);
  } catch { return false; }
};`;

/** Each is the body of a function that returns the most powerful thing it got hold of. */
export const ATTEMPTS: readonly (readonly [name: string, attempt: string])[] = [
  // constructors
  ['the Function constructor of a function', `return (() => {}).constructor('return globalThis')();`],
  ['the Function constructor of a binding', `return log.constructor('return globalThis')();`],
  ['the Function constructor of a method', `return [].push.constructor('return globalThis')();`],
  ['the generator constructor', `return (function* () {}).constructor('yield globalThis')().next().value;`],
  [
    'the async function constructor',
    `let got; (async () => {}).constructor('f', 'f(globalThis)')((g) => { got = g; }); return got;`,
  ],
  ['the async generator constructor', `return (async function* () {}).constructor('yield globalThis')();`],
  ['the constructor of this generator', `return $rt.constructor.constructor('return globalThis')();`],
  [
    'the constructor of a class of the runtime',
    `return chan.constructor('return globalThis')() ?? new (class extends chan(1).constructor {})().constructor;`,
  ],
  ['a chain from a string', `return ''.constructor.constructor('return globalThis')();`],
  [
    'a bound Function',
    `return Function.prototype.bind.call((() => {}).constructor, null, 'return globalThis')()();`,
  ],
  [
    'Reflect.construct of Function',
    `return Reflect.construct((() => {}).constructor, ['return globalThis'])();`,
  ],
  ['a subclass of Function', `return new (class extends (() => {}).constructor {})('return globalThis')();`],
  ['Function by name', `return Function('return globalThis')();`],
  ['a Compartment of its own', `return new Compartment().globalThis;`],
  ['lockdown and harden', `return lockdown ?? harden;`],
  // globals
  ['globalThis', `return globalThis;`],
  ['process', `return process;`],
  ['require', `return require('node:fs');`],
  ['module', `return module.constructor._load('fs');`],
  ['global, window, self', `return typeof global !== 'undefined' ? global : window;`],
  ['this of a plain function', `return (function () { return this; })();`],
  ['this of a sloppy function made by apply', `return (function () { return this; }).apply(null);`],
  ['this of a callback', `let got; [1].forEach(function () { got = this; }); return got;`],
  ['this of a sort callback', `let got; [2, 1].sort(function () { got = this; return 0; }); return got;`],
  [
    'this of a getter',
    `let got; ({ get x() { got = this; return 0; } }).x; return got.constructor.constructor('return globalThis')();`,
  ],
  ['timers', `return setTimeout(() => {}, 0);`],
  ['Atomics', `return Atomics;`],
  ['SharedArrayBuffer', `return SharedArrayBuffer;`],
  ['WebAssembly', `return WebAssembly;`],
  ['WeakRef', `return new WeakRef({}).constructor.constructor('return globalThis')();`],
  ['FinalizationRegistry', `return new FinalizationRegistry(() => {});`],
  ['performance', `return performance.now();`],
  [
    'new.target',
    `return (function () { return new.target; })() ?? new (function () { this.t = new.target; })().t.constructor('return globalThis')();`,
  ],
  ['arguments.callee.caller', `return (function () { return arguments.callee.caller; })();`],
  ['a function’s caller', `function f() { return f.caller; } return f();`],
  ['a function’s arguments', `function f() { return f.arguments; } return f();`],
  // errors
  [
    'the constructor of an error',
    `try { null.x; } catch (e) { return e.constructor.constructor('return globalThis')(); }`,
  ],
  [
    'the constructor of an error of the runtime',
    `try { chan(-1); } catch (e) { return e.constructor.constructor('return globalThis')(); }`,
  ],
  [
    'what the runtime’s errors inherit from',
    `try { chan(-1); } catch (e) { const E = Object.getPrototypeOf(e.constructor); E.prepareStackTrace = (x, s) => s; return new E('x').stack?.[0]?.getThis?.(); }`,
  ],
  [
    'prepareStackTrace',
    `Error.prepareStackTrace = (_, sites) => sites; return new Error().stack[0].getThis();`,
  ],
  [
    'prepareStackTrace of a subclass',
    `class E extends Error {} E.prepareStackTrace = (_, s) => s; return new E().stack[0].getFunction();`,
  ],
  [
    'captureStackTrace',
    `const o = {}; Error.captureStackTrace(o); return o.stack.includes('/') ? { process: o.stack } : null;`,
  ],
  [
    'the text of a stack',
    `try { null.x; } catch (e) { return String(e.stack).includes('/') ? { process: e.stack } : null; }`,
  ],
  [
    'the stack of a stack overflow',
    `const f = () => f(); try { f(); } catch (e) { return String(e.stack).includes('/') ? { process: 1 } : e.constructor.constructor('return globalThis')(); }`,
  ],
  [
    'stackTraceLimit',
    `Error.stackTraceLimit = 1e9; return Error.stackTraceLimit === 1e9 ? { process: 1 } : null;`,
  ],
  [
    'an error thrown by the engine in a callback of the runtime',
    `try { go({ get [Symbol.toPrimitive]() { throw 1; } }); } catch (e) { return e.constructor?.constructor('return globalThis')(); }`,
  ],
  // prototypes
  [
    'poisoning Array.prototype',
    `Array.prototype.push = function () { return 'ESCAPED'; }; return { process: [].push(1) === 'ESCAPED' ? 1 : undefined };`,
  ],
  ['poisoning Object.prototype', `Object.prototype.process = 1; return {};`],
  [
    'poisoning then',
    `Object.prototype.then = (f) => f(globalThis); return ({}).then ? { process: 1 } : null;`,
  ],
  [
    'poisoning Function.prototype.call',
    `Function.prototype.call = () => 1; return { process: (() => 2).call() === 1 ? 1 : undefined };`,
  ],
  ['poisoning Promise.prototype', `Promise.prototype.then = 1; return null;`],
  [
    'poisoning an iterator',
    `Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true }); return { process: [...[1]].length === 0 ? 1 : undefined };`,
  ],
  ['a setter through __proto__', `const o = {}; o.__proto__.process = 1; return {};`],
  [
    'defineProperty on a prototype',
    `Object.defineProperty(Array.prototype, 0, { get() { return 1; } }); return { process: [][0] };`,
  ],
  [
    'changing a class of the runtime',
    `Object.getPrototypeOf(chan(1)).send = 1; return { process: chan(1).send === 1 ? 1 : undefined };`,
  ],
  [
    'changing the runtime’s select',
    `Object.getPrototypeOf($rt).tick = () => false; return { process: Object.getPrototypeOf($rt).tick() === false ? 1 : undefined };`,
  ],
  ['changing a binding', `log.call = 1; return { process: log.call === 1 ? 1 : undefined };`],
  ['changing the bindings object', `$.process = 1; return $;`],
  // proxies, species, symbols
  ['a Proxy as a receiver', `return new Proxy(log, { apply: (t, self) => self }).call(undefined);`],
  ['a Proxy over the global', `return new Proxy(globalThis, {}).process ?? null;`],
  [
    'Symbol.species',
    `class A extends Array { static get [Symbol.species]() { return (() => {}).constructor; } } return new A(1, 2).map((x) => x);`,
  ],
  ['Symbol.unscopables', `globalThis[Symbol.unscopables] = { process: false }; return globalThis;`],
  [
    'Symbol.toPrimitive of a channel value',
    `return { [Symbol.toPrimitive]: (h) => h }.constructor.constructor('return globalThis')();`,
  ],
  [
    'getters on a select',
    `let got; try { select({ get a() { got = this; return true; } }); } catch {} return got?.constructor.constructor('return globalThis')();`,
  ],
  ['getters on a binding’s argument', `let got; log({ get x() { got = this; return 1; } }); return got;`],
  ['toString called by the runtime', `let got; log({ toString() { got = this; return ''; } }); return got;`],
];

/** The same, by what the text might be taken for: a program with one of them in it may be refused whole. */
export const TEXTS: readonly (readonly [name: string, attempt: string])[] = [
  ['eval, indirectly', `return (0, eval)('globalThis');`],
  ['eval', `return eval('globalThis');`],
  ['import()', `return import('node:fs');`],
  ['import() with a comment inside', `return import /* x */ ('node:fs');`],
  ['import() across lines', `return import\n('node:fs');`],
  ['import.meta', `return import.meta;`],
  ['an HTML comment', `<!-- return 1;\nreturn globalThis;`],
  ['the end of an HTML comment', `return 1\n--> 0;`],
  ['with', `with (globalThis) { return process; }`],
  ['breaking out of the wrapper', `}})({}); return globalThis; (() => {{`],
  ['a source URL', `//# sourceURL=node:fs\nreturn globalThis;`],
  ['a template’s raw strings', `return ((s) => s.raw.constructor.constructor('return globalThis')())\`x\`;`],
  ['assigning an undeclared name', `escaped = 1; return { process: globalThis.escaped };`],
  [
    'delete of a bound name',
    `delete globalThis.Math; return { process: globalThis.Math === undefined ? 1 : undefined };`,
  ],
];
