import type { EdgeId, NodeId, ObjectId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';

/**
 * The program: a document, checked and compiled. Go-shaped, structured and closed: every emitter answers every
 * statement, and every statement knows the block and, for code a person typed, the line it came from.
 */
export interface Program {
  readonly name: string;
  /** TypeScript type declarations of the document, verbatim. */
  readonly types: string;
  readonly objects: readonly ObjectDecl[];
  readonly goroutines: readonly GoroutineDecl[];
  readonly inputs: readonly InputDecl[];
}

/** A text a program reads, given by name when it is run. */
export interface InputDecl {
  readonly name: string;
  readonly node: NodeId;
  /** Used when the run names no file. */
  readonly sample: string;
}

interface ObjectBase {
  readonly id: ObjectId;
  /** Readable identifier, unique in the program. */
  readonly name: string;
  /** The block it is drawn as; null for the channel on a wire. */
  readonly node: NodeId | null;
  readonly edge: EdgeId | null;
}

/** The objects goroutines share: made before any goroutine starts, in this order. */
export type ObjectDecl = ObjectBase &
  (
    | {
        readonly kind: 'chan';
        /** Element type, TypeScript. */
        readonly elem: string;
        readonly capacity: number;
        /** The element type's zero value: what a receive from a closed channel yields. Absent: undefined. */
        readonly zero?: Json;
        /** Goroutines (replicas counted) whose return closes the channel; 0: only a body closes it. */
        readonly senders: number;
      }
    | { readonly kind: 'mutex' | 'rwmutex' | 'once' | 'pool' | 'errgroup' | 'singleflight' }
    | { readonly kind: 'waitgroup'; readonly count: number }
    | { readonly kind: 'cond'; readonly locker: ObjectId }
    | { readonly kind: 'semaphore'; readonly size: number }
    | { readonly kind: 'variable'; readonly type: string; readonly initial: Json }
    | { readonly kind: 'atomic'; readonly initial: number }
    | { readonly kind: 'queue' | 'stack' | 'hashmap'; readonly type: string }
    | { readonly kind: 'context'; readonly parent: ObjectId | null; readonly form: ContextForm }
    /** A channel of clock readings, in milliseconds since the run began. */
    | { readonly kind: 'timer'; readonly delay: number }
    | { readonly kind: 'ticker'; readonly period: number }
  );

export type ObjectKind = ObjectDecl['kind'];

export type ContextForm =
  | { readonly is: 'background' }
  | { readonly is: 'cancel' }
  /** Milliseconds. */
  | { readonly is: 'timeout'; readonly after: number }
  /** A moment on the run's clock, in milliseconds since it began. */
  | { readonly is: 'deadline'; readonly at: number }
  | { readonly is: 'value'; readonly key: string; readonly value: Json };

/** One goroutine block: `replicas` goroutines with one body. */
export interface GoroutineDecl {
  readonly node: NodeId;
  readonly name: string;
  readonly replicas: number;
  /** The program ends when it returns. */
  readonly main: boolean;
  /** Worker it must run on in parallel mode; null: wherever placement puts it. */
  readonly worker: number | null;
  readonly ports: readonly PortBinding[];
  /** Channels that lose a sender when one of these goroutines returns. */
  readonly closes: readonly ObjectId[];
  /** Its parameters are `self` and the ports, in order: `params` stays empty. */
  readonly body: Func;
}

/** What an identifier of a body stands for. */
export interface PortBinding {
  /** The identifier. */
  readonly name: string;
  /** The port's type as written: `recv<Job>`. */
  readonly type: string;
  /** One object, or several where the port takes many wires (then the identifier is an array). */
  readonly objects: ObjectId | readonly ObjectId[] | null;
}

/** Where a piece of program was written: line and column are 1-based within parameter `param` of the block. */
export interface Origin {
  readonly node: NodeId;
  readonly param: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A function with a body of statements. One that `waits` may park: a goroutine's body, an async function inside
 * one, a function started with `go`. Functions that are one expression and do not wait stay inside `Code`.
 */
export interface Func {
  /** Of a method: everything before its parameters, as in `static get size`, without `async`. */
  readonly name: string;
  /** Type parameters with their brackets; empty when there are none. */
  readonly generics: string;
  /** Parameter list, without parentheses. */
  readonly params: Code;
  /** Return type annotation, with its colon; empty when there is none. */
  readonly returns: string;
  /** Concise: an arrow whose body is one expression; `body` is one return. */
  readonly form: 'declaration' | 'expression' | 'arrow' | 'concise' | 'method';
  /** May park: async in TypeScript. */
  readonly waits: boolean;
  readonly body: readonly Stmt[];
  /** Calls `defer` directly: needs a frame for deferred calls. */
  readonly defers: boolean;
  /** Calls `recover` directly: takes the implicit recover argument (rule PN-5), which `params` already has. */
  readonly recovers: boolean;
  /**
   * Variables of the functions around it that it uses, where each keeps the value it has when this function is
   * made: they can be handed over as arguments. Null where one may change later: the function has to stay where
   * it is.
   */
  readonly lifts: readonly string[] | null;
  /** Its variables that may as well be declared before everything else in it: nobody could tell. */
  readonly hoistable: readonly Hoistable[];
  readonly origin: Origin | null;
}

export interface Hoistable {
  readonly name: string;
  /** Assigned to again. */
  readonly changes: boolean;
  /** A function inside uses it. */
  readonly shared: boolean;
}

/**
 * An expression or pattern: TypeScript text in which only what Weft must understand is structured. ECMAScript
 * emitters print the text; worker code leaves out the types.
 */
export interface Code {
  readonly parts: readonly CodePart[];
  readonly origin: Origin | null;
}

export type CodePart =
  /** Line breaks in it may be indented anew. `origin`: where it begins, for text a person typed. */
  | { readonly is: 'text'; readonly text: string; readonly origin: Origin | null }
  /** Template literals: every character counts. */
  | { readonly is: 'verbatim'; readonly text: string; readonly origin: Origin | null }
  /** Type annotations, `as T`, `!`, type arguments: TypeScript only. `js` stands in its place in JavaScript. */
  | { readonly is: 'type'; readonly text: string; readonly js: string }
  /** An operation that may park, awaited where it stands. */
  | { readonly is: 'op'; readonly op: Op }
  | { readonly is: 'func'; readonly func: Func }
  /** What the chosen case of the `select` statement around it received: `got.value`, `got.ok`. */
  | { readonly is: 'received'; readonly result: string; readonly part: 'value' | 'ok' }
  /** The text of an input of the program. */
  | { readonly is: 'input'; readonly name: string };

/** An operation of the runtime, inside an expression. */
export type Op =
  /** `await ch.recv()`, `await mu.lock()` …: a known method of a runtime object. */
  | {
      readonly is: 'call';
      readonly method: OpMethod;
      readonly target: Code;
      readonly args: readonly Code[];
      readonly origin: Origin | null;
    }
  /** `await sleep(1)`, `await gosched()`: a known function of the runtime. */
  | {
      readonly is: 'intrinsic';
      readonly name: string;
      readonly args: readonly Code[];
      readonly origin: Origin | null;
    }
  /** `await select({…})` whose result is used as a value. */
  | { readonly is: 'select'; readonly select: SelectHead; readonly origin: Origin | null }
  /** A visible access that may be preempted but needs no await: `seen.get()`, `seen.set(v)`, atomics. */
  | {
      readonly is: 'access';
      readonly method: string;
      /** Others may run first. Not in a function that cannot wait. */
      readonly pauses: boolean;
      readonly target: Code;
      readonly args: readonly Code[];
      readonly origin: Origin | null;
    }
  /** `await` of anything else: a call of an async function of the body, or a promise. */
  | { readonly is: 'await'; readonly value: Code; readonly origin: Origin | null };

export type OpMethod =
  'send' | 'recv' | 'recv2' | 'lock' | 'rLock' | 'wait' | 'do' | 'acquire' | 'go' | 'get';

export interface SelectHead {
  readonly cases: readonly SelectCase[];
  readonly hasDefault: boolean;
}

export interface SelectCase {
  /** The property's name in `select({ name: … })`; `default` is not listed. */
  readonly name: string;
  readonly is: 'recv' | 'send';
  readonly channel: Code;
  /** The value sent. */
  readonly value: Code | null;
  readonly origin: Origin | null;
}

/** Every statement carries `origin`: null only for statements no person typed. */
export type Stmt = {
  readonly origin: Origin | null;
  /** A comment behind it on its last line, as typed. */
  readonly note?: string;
} & StmtKind;

export type StmtKind =
  // communication
  | { readonly is: 'send'; readonly channel: Code; readonly value: Code }
  /** `const v = await ch.recv()` / `const [v, ok] = await ch.recv2()` / bare. `declare` null assigns. */
  | {
      readonly is: 'recv';
      readonly channel: Code;
      readonly declare: 'const' | 'let' | 'var' | null;
      readonly value: Code | null;
      readonly ok: Code | null;
    }
  | { readonly is: 'close'; readonly channel: Code }
  /** `for await (const v of ch) …` */
  | {
      readonly is: 'range';
      readonly label: string | null;
      readonly declare: 'const' | 'let' | 'var' | null;
      readonly binding: Code;
      readonly channel: Code;
      readonly body: readonly Stmt[];
    }
  /**
   * `const got = await select({…}); switch (got.case) {…}`, kept together so that an emitter can run it without
   * building `got`. `arms[i]` belongs to `head.cases[i]`.
   */
  | {
      readonly is: 'select';
      readonly head: SelectHead;
      /** The name of the result in the source. */
      readonly result: string;
      /** True when the arms use the result other than as `.value` and `.ok` (those are `received` parts). */
      readonly escapes: boolean;
      readonly arms: readonly SelectArm[];
      readonly otherwise: readonly Stmt[] | null;
    }
  // goroutines
  | { readonly is: 'go'; readonly callee: Func | Code; readonly args: readonly Code[] }
  | { readonly is: 'defer'; readonly callee: Func | Code; readonly args: readonly Code[] }
  | { readonly is: 'panic'; readonly value: Code }
  // locks and counters
  | { readonly is: 'lock'; readonly target: Code; readonly mode: 'lock' | 'rLock' }
  | { readonly is: 'unlock'; readonly target: Code; readonly mode: 'unlock' | 'rUnlock' }
  | { readonly is: 'wait'; readonly target: Code }
  | { readonly is: 'sleep'; readonly duration: Code }
  // control
  | { readonly is: 'let'; readonly declare: 'const' | 'let' | 'var'; readonly bindings: readonly Binding[] }
  /** `calls`: uses the runtime without waiting (`log(…)`, `wg.done()`), so its place is worth noting. */
  | { readonly is: 'expr'; readonly code: Code; readonly calls: boolean }
  | {
      readonly is: 'if';
      readonly test: Code;
      readonly body: readonly Stmt[];
      readonly otherwise: readonly Stmt[] | null;
    }
  | {
      readonly is: 'for';
      readonly label: string | null;
      readonly init: Stmt | null;
      readonly test: Code | null;
      readonly update: Code | null;
      readonly body: readonly Stmt[];
    }
  | {
      readonly is: 'while';
      readonly label: string | null;
      readonly test: Code;
      readonly body: readonly Stmt[];
    }
  | {
      readonly is: 'do-while';
      readonly label: string | null;
      readonly test: Code;
      readonly body: readonly Stmt[];
    }
  /** `for (const x of xs)` and `for (const k in o)`: JavaScript iteration, not a channel. */
  | {
      readonly is: 'for-each';
      readonly label: string | null;
      readonly over: 'of' | 'in';
      readonly declare: 'const' | 'let' | 'var' | null;
      readonly binding: Code;
      readonly value: Code;
      readonly body: readonly Stmt[];
    }
  | {
      readonly is: 'switch';
      readonly label: string | null;
      readonly value: Code;
      readonly arms: readonly SwitchArm[];
    }
  | { readonly is: 'block'; readonly label: string | null; readonly body: readonly Stmt[] }
  | {
      readonly is: 'try';
      readonly body: readonly Stmt[];
      readonly binding: Code | null;
      readonly handler: readonly Stmt[] | null;
      readonly finalizer: readonly Stmt[] | null;
    }
  | { readonly is: 'return'; readonly value: Code | null }
  | { readonly is: 'throw'; readonly value: Code }
  | { readonly is: 'break'; readonly label: string | null }
  | { readonly is: 'continue'; readonly label: string | null }
  /** `function f() {…}`, async or not. */
  | { readonly is: 'func'; readonly func: Func }
  /** Type and interface declarations inside a body. */
  | { readonly is: 'type'; readonly text: string }
  /** A comment a person wrote on lines of its own, delimiters included, kept for the exports. */
  | { readonly is: 'comment'; readonly text: string }
  /** An empty line a person left between two statements. */
  | { readonly is: 'blank' }
  /** TypeScript the IR has no statement for: printed as it is, refused by targets that are not ECMAScript. */
  | { readonly is: 'opaque'; readonly code: Code };

export interface Binding {
  readonly pattern: Code;
  readonly value: Code | null;
}

/** Runs to its end and leaves the select: no falling through, no closing `break`. */
export interface SelectArm {
  readonly body: readonly Stmt[];
}

export interface SwitchArm {
  /** Null: default. */
  readonly test: Code | null;
  readonly body: readonly Stmt[];
}
