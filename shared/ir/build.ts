import type { NodeId, ObjectId } from '../base/ids.ts';
import type {
  Binding,
  Code,
  CodePart,
  Func,
  GoroutineDecl,
  Op,
  OpMethod,
  Origin,
  PortBinding,
  SelectHead,
  Stmt,
  StmtKind,
  SwitchArm,
} from './program.ts';

/**
 * Constructors that let lowering read like the code it means. Where one takes `Codelike`, a string is expression
 * text without types; texts with types are put together with `join` and `type`.
 */
export type Codelike = string | Code;

// --- expressions and patterns

export const text = (source: string, origin: Origin | null = null): Code => ({
  parts: source === '' ? [] : [{ is: 'text', text: source, origin }],
  origin,
});

export const toCode = (code: Codelike): Code => (typeof code === 'string' ? text(code) : code);

/** TypeScript only: `type(': Job[]')`. */
export const type = (source: string): Code => part({ is: 'type', text: source, js: '' });

/** `name: T`, a parameter or a variable with its type. */
export const typed = (name: string, annotation: string): Code => join(name, type(`: ${annotation}`));

export const join = (...pieces: readonly Codelike[]): Code => ({
  parts: pieces.flatMap((piece) => toCode(piece).parts),
  origin: null,
});

/** The identifier of a port, in the body it belongs to. */
export const port = (name: string): Code => text(name);

/** The text of an input of the program. */
export const input = (name: string): Code => part({ is: 'input', name });

/** A function as a value. */
export const closure = (func: Func): Code => part({ is: 'func', func });

/** `await target.method(...args)`, where the operation stands inside an expression. */
export const call = (target: Codelike, method: OpMethod, ...args: readonly Codelike[]): Code =>
  operation({ is: 'call', method, target: toCode(target), args: args.map(toCode), origin: null });

/** `await name(...args)` for a function of the runtime that may park: `sleep`, `gosched`. */
export const intrinsic = (name: string, ...args: readonly Codelike[]): Code =>
  operation({ is: 'intrinsic', name, args: args.map(toCode), origin: null });

/** `await value` of anything else. */
export const awaited = (value: Codelike): Code =>
  operation({ is: 'await', value: toCode(value), origin: null });

/** A read or write of shared memory that others may see: `seen.get()`. */
export const access = (target: Codelike, method: string, ...args: readonly Codelike[]): Code =>
  operation({
    is: 'access',
    method,
    pauses: true,
    target: toCode(target),
    args: args.map(toCode),
    origin: null,
  });

/** `got.value` in an arm of `select('got', …)`. */
export const received = (result: string, which: 'value' | 'ok' = 'value'): Code =>
  part({ is: 'received', result, part: which });

const part = (one: CodePart): Code => ({ parts: [one], origin: null });
const operation = (op: Op): Code => part({ is: 'op', op });

// --- communication

export const send = (channel: Codelike, value: Codelike): Stmt =>
  stmt({ is: 'send', channel: toCode(channel), value: toCode(value) });

/** `const value = await channel.recv()`; with `ok`, `const [value, ok] = await channel.recv2()`. */
export const recv = (channel: Codelike, value: Codelike | null = null, ok: Codelike | null = null): Stmt =>
  stmt({
    is: 'recv',
    channel: toCode(channel),
    declare: value === null && ok === null ? null : 'const',
    value: value === null ? null : toCode(value),
    ok: ok === null ? null : toCode(ok),
  });

export const close = (channel: Codelike): Stmt => stmt({ is: 'close', channel: toCode(channel) });

/** `for await (const binding of channel) { body }` */
export const range = (
  binding: Codelike,
  channel: Codelike,
  body: readonly Stmt[],
  label: string | null = null,
): Stmt =>
  stmt({
    is: 'range',
    label,
    declare: 'const',
    binding: toCode(binding),
    channel: toCode(channel),
    body,
  });

export interface CaseOf {
  /** The property in `select({ name: … })`; unique in its select. */
  readonly name: string;
  readonly receive?: Codelike;
  readonly send?: readonly [channel: Codelike, value: Codelike];
  readonly origin?: Origin | null;
  readonly body: readonly Stmt[];
}

/**
 * `const result = await select({…}); switch (result.case) {…}`. Arms read what arrived with
 * `received(result)` and `received(result, 'ok')`.
 * @param otherwise the default case; null: there is none
 */
export const select = (
  result: string,
  cases: readonly CaseOf[],
  otherwise: readonly Stmt[] | null = null,
): Stmt =>
  stmt({
    is: 'select',
    head: selectHead(cases, otherwise !== null),
    result,
    escapes: false,
    arms: cases.map((one) => ({ body: one.body })),
    otherwise,
  });

const selectHead = (cases: readonly CaseOf[], hasDefault: boolean): SelectHead => ({
  cases: cases.map((one) =>
    one.send === undefined
      ? {
          name: one.name,
          is: 'recv',
          channel: toCode(one.receive ?? 'nil()'),
          value: null,
          origin: one.origin ?? null,
        }
      : {
          name: one.name,
          is: 'send',
          channel: toCode(one.send[0]),
          value: toCode(one.send[1]),
          origin: one.origin ?? null,
        },
  ),
  hasDefault,
});

// --- goroutines, locks, time

export const go = (callee: Func | Codelike, ...args: readonly Codelike[]): Stmt =>
  stmt({ is: 'go', callee: toCallee(callee), args: args.map(toCode) });

/** Only in a function built with `{ defers: true }`. */
export const deferred = (callee: Func | Codelike, ...args: readonly Codelike[]): Stmt =>
  stmt({ is: 'defer', callee: toCallee(callee), args: args.map(toCode) });

const toCallee = (callee: Func | Codelike): Func | Code =>
  typeof callee === 'string' ? text(callee) : callee;

export const panic = (value: Codelike): Stmt => stmt({ is: 'panic', value: toCode(value) });

export const lock = (target: Codelike, mode: 'lock' | 'rLock' = 'lock'): Stmt =>
  stmt({ is: 'lock', target: toCode(target), mode });

export const unlock = (target: Codelike, mode: 'unlock' | 'rUnlock' = 'unlock'): Stmt =>
  stmt({ is: 'unlock', target: toCode(target), mode });

export const wait = (target: Codelike): Stmt => stmt({ is: 'wait', target: toCode(target) });

/** @param duration milliseconds, as an expression */
export const sleep = (duration: Codelike): Stmt => stmt({ is: 'sleep', duration: toCode(duration) });

// --- values

export const constant = (pattern: Codelike, value: Codelike): Stmt => declaration('const', pattern, value);

export const variable = (pattern: Codelike, value: Codelike | null = null): Stmt =>
  declaration('let', pattern, value);

const declaration = (declare: 'const' | 'let', pattern: Codelike, value: Codelike | null): Stmt =>
  stmt({ is: 'let', declare, bindings: [binding(pattern, value)] });

const binding = (pattern: Codelike, value: Codelike | null): Binding => ({
  pattern: toCode(pattern),
  value: value === null ? null : toCode(value),
});

/** An expression for its effect: `expr('total += item')`. */
export const expr = (code: Codelike): Stmt => stmt({ is: 'expr', code: toCode(code), calls: false });

/** A call of the runtime that does not wait: `run('log(item)')`, `run('wg.done()')`. */
export const run = (code: Codelike): Stmt => stmt({ is: 'expr', code: toCode(code), calls: true });

export const assign = (target: Codelike, value: Codelike): Stmt => expr(join(target, ' = ', value));

// --- control

export const ifElse = (
  test: Codelike,
  body: readonly Stmt[],
  otherwise: readonly Stmt[] | null = null,
): Stmt => stmt({ is: 'if', test: toCode(test), body, otherwise });

/** `for (let name = 0; name < count; name++)` */
export const forCount = (name: string, count: Codelike, body: readonly Stmt[]): Stmt =>
  stmt({
    is: 'for',
    label: null,
    init: variable(name, '0'),
    test: join(`${name} < `, count),
    update: text(`${name}++`),
    body,
  });

/** `for (const binding of values)`, over an array or another JavaScript iterable. */
export const forEach = (binding: Codelike, values: Codelike, body: readonly Stmt[]): Stmt =>
  stmt({
    is: 'for-each',
    label: null,
    over: 'of',
    declare: 'const',
    binding: toCode(binding),
    value: toCode(values),
    body,
  });

/** `for (;;)` */
export const forever = (body: readonly Stmt[], label: string | null = null): Stmt =>
  stmt({ is: 'for', label, init: null, test: null, update: null, body });

export const whileLoop = (test: Codelike, body: readonly Stmt[], label: string | null = null): Stmt =>
  stmt({ is: 'while', label, test: toCode(test), body });

export const switchOn = (value: Codelike, arms: readonly SwitchArm[]): Stmt =>
  stmt({ is: 'switch', label: null, value: toCode(value), arms });

/** Braces around statements: names declared inside stay inside. */
export const block = (body: readonly Stmt[]): Stmt => stmt({ is: 'block', label: null, body });

export const ret = (value: Codelike | null = null): Stmt =>
  stmt({ is: 'return', value: value === null ? null : toCode(value) });

export const breakOut = (label: string | null = null): Stmt => stmt({ is: 'break', label });

export const continueNext = (label: string | null = null): Stmt => stmt({ is: 'continue', label });

/** @param source with its delimiters: `// sorted bytewise` */
export const comment = (source: string): Stmt => stmt({ is: 'comment', text: source });

export const blank = (): Stmt => stmt({ is: 'blank' });

const stmt = (kind: StmtKind): Stmt => ({ origin: null, ...kind });

// --- functions

export interface FuncShape {
  readonly params?: Codelike;
  readonly returns?: string;
  readonly form?: Func['form'];
  readonly waits?: boolean;
  readonly defers?: boolean;
  readonly origin?: Origin | null;
  /** See `Func.lifts`: by default it must stay where it is. */
  readonly lifts?: readonly string[] | null;
  /** See `Func.hoistable`: by default none. */
  readonly hoistable?: Func['hoistable'];
}

/** A function that may park, unless its shape says otherwise. */
export const func = (name: string, body: readonly Stmt[], shape: FuncShape = {}): Func => ({
  name,
  generics: '',
  params: toCode(shape.params ?? ''),
  returns: shape.returns ?? '',
  form: shape.form ?? (name === '' ? 'arrow' : 'declaration'),
  waits: shape.waits ?? true,
  body,
  defers: shape.defers ?? false,
  recovers: false,
  lifts: shape.lifts ?? null,
  hoistable: shape.hoistable ?? [],
  origin: shape.origin ?? null,
});

export interface GoroutineShape {
  readonly node: NodeId;
  readonly name: string;
  readonly ports: readonly PortBinding[];
  /** Statements, or a function made by lowering a body. */
  readonly body: readonly Stmt[] | Func;
  readonly replicas?: number;
  readonly main?: boolean;
  readonly worker?: number | null;
  readonly closes?: readonly ObjectId[];
}

export const goroutine = (shape: GoroutineShape): GoroutineDecl => ({
  node: shape.node,
  name: shape.name,
  replicas: shape.replicas ?? 1,
  main: shape.main ?? false,
  worker: shape.worker ?? null,
  ports: shape.ports,
  closes: shape.closes ?? [],
  body: isFunc(shape.body) ? shape.body : func(shape.name, shape.body),
});

const isFunc = (body: readonly Stmt[] | Func): body is Func => 'form' in body;
