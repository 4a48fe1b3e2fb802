import { unreachable } from '../../base/assert.ts';
import type { Code, CodePart, Func, Op, SelectHead, Stmt } from '../../ir/program.ts';
import { EcmascriptPrinter, jumps } from '../ecmascript.ts';
import type { Lines } from '../lines.ts';

type Of<Kind extends Stmt['is']> = Extract<Stmt, { is: Kind }>;

/** Prints bodies as a person would write them: `await`, `for await`, comments and empty lines kept. */
export class TypeScriptPrinter extends EcmascriptPrinter {
  /** A `catch` must let pass what ends a goroutine: only a program that calls `goexit` has such a thing. */
  readonly #guards: boolean;

  constructor(out: Lines, options: { readonly guards: boolean }) {
    super(out);
    this.#guards = options.guards;
  }

  func(func: Func): void {
    const { out } = this;
    const async = func.waits ? 'async ' : '';
    const arrow = func.form === 'arrow' || func.form === 'concise';
    if (func.form === 'method') out.write(func.name.replace(/^(static\s+)?/, `$1${async}`));
    else out.write(arrow ? async : `${async}function ${func.name}`);
    out.write(`${func.generics}(`);
    this.code(func.params);
    out.write(`)${func.returns}${arrow ? ' =>' : ''} `);
    const [only] = func.body;
    if (func.form === 'concise' && !func.defers && only?.is === 'return' && only.value !== null)
      this.code(only.value);
    else this.body(func);
  }

  /** The statements of a function, in the frame its deferred calls need. */
  body(func: Func): void {
    if (!func.defers) return this.block(func.body);
    const { out } = this;
    this.braced(() => {
      out.write('return withDefers(async (defer) => ');
      this.block(func.body);
      out.add(');');
    });
  }

  protected begin(): void {}

  protected override note(stmt: Stmt): void {
    if (stmt.note !== undefined) this.out.write(` ${stmt.note}`);
  }

  protected text(part: Extract<CodePart, { is: 'text' | 'verbatim' }>): void {
    if (part.is === 'text') this.out.write(part.text);
    else this.out.verbatim(part.text);
  }

  protected typeOnly(part: { text: string }): void {
    this.out.write(part.text);
  }

  protected declareType(text: string): void {
    this.out.add(text);
  }

  protected comment(text: string): void {
    this.out.add(text);
  }

  protected blank(): void {
    this.out.end();
  }

  // --- operations

  protected op(op: Op, tight: boolean): void {
    const { out } = this;
    const parentheses = tight && op.is !== 'access';
    if (parentheses) out.write('(');
    this.#op(op);
    if (parentheses) out.write(')');
  }

  #op(op: Op): void {
    const { out } = this;
    switch (op.is) {
      case 'call':
        out.write('await ');
        this.#method(op.target, op.method, op.args);
        break;
      case 'access':
        this.#method(op.target, op.method, op.args);
        break;
      case 'intrinsic':
        out.write(`await ${op.name}(`);
        this.list(op.args);
        out.write(')');
        break;
      case 'select':
        this.#select(op.select);
        break;
      case 'await':
        out.write('await ');
        this.code(op.value);
        break;
      default:
        unreachable(op);
    }
  }

  #method(target: Code, method: string, args: readonly Code[]): void {
    this.code(target);
    this.out.write(`.${method}(`);
    this.list(args);
    this.out.write(')');
  }

  protected send(stmt: Of<'send'>): void {
    this.out.write('await ');
    this.#method(stmt.channel, 'send', [stmt.value]);
    this.out.write(';');
  }

  protected wait(stmt: Of<'lock' | 'wait' | 'sleep'>): void {
    this.out.write('await ');
    if (stmt.is === 'sleep') {
      this.out.write('sleep(');
      this.code(stmt.duration);
      this.out.write(')');
    } else {
      this.#method(stmt.target, stmt.is === 'lock' ? stmt.mode : 'wait', []);
    }
    this.out.write(';');
  }

  protected recv(stmt: Of<'recv'>): void {
    this.headReceive(stmt);
    this.out.write(';');
  }

  protected headReceive(stmt: Of<'recv'>): void {
    const { out } = this;
    const { declare, value, ok, channel } = stmt;
    if (declare !== null) out.write(`${declare} `);
    if (ok !== null) {
      out.write('[');
      if (value !== null) this.code(value);
      out.write(', ');
      this.code(ok);
      out.write('] = ');
    } else if (value !== null) {
      this.code(value);
      out.write(' = ');
    }
    out.write('await ');
    this.#method(channel, ok === null ? 'recv' : 'recv2', []);
  }

  protected range(stmt: Of<'range'>): void {
    const { out } = this;
    this.label(stmt.label);
    out.write(`for await (${stmt.declare === null ? '' : `${stmt.declare} `}`);
    this.code(stmt.binding);
    out.write(' of ');
    this.code(stmt.channel);
    out.write(') ');
    this.block(stmt.body);
  }

  protected call(stmt: Of<'go' | 'defer'>): void {
    const { out } = this;
    out.write(`${stmt.is}(`);
    if ('form' in stmt.callee) this.func(stmt.callee);
    else this.code(stmt.callee);
    for (const arg of stmt.args) {
      out.write(', ');
      this.code(arg);
    }
    out.write(');');
  }

  #select(head: SelectHead): void {
    const { out } = this;
    if (head.cases.length === 0 && !head.hasDefault) {
      out.write('await select({})');
      return;
    }
    out.write('await select(');
    this.braced(() => {
      for (const { name, is, channel, value } of head.cases) {
        out.write(`${propertyName(name)}: ${is}(`);
        this.list(value === null ? [channel] : [channel, value]);
        out.add('),');
      }
      if (head.hasDefault) out.add('default: true,');
    });
    out.write(')');
  }

  protected select(stmt: Of<'select'>): void {
    const { out } = this;
    out.write(`const ${stmt.result} = `);
    this.#select(stmt.head);
    out.add(';');
    out.write(`switch (${stmt.result}.case) `);
    this.braced(() => {
      stmt.arms.forEach(({ body }, at) => this.#arm(stmt.head.cases[at]?.name ?? '', body));
      if (stmt.otherwise !== null) this.#arm('default', stmt.otherwise);
    });
  }

  #arm(name: string, body: readonly Stmt[]): void {
    const { out } = this;
    out.write(`case ${quoted(name)}:`);
    const write = (): void => {
      this.statements(body);
      if (!jumps(body)) out.add('break;');
    };
    if (
      body.some(
        ({ is }) => is === 'let' || is === 'recv' || is === 'func' || is === 'opaque' || is === 'type',
      )
    ) {
      out.write(' ');
      this.braced(write);
      out.end();
    } else {
      out.end();
      out.indented(write);
    }
  }

  protected received(part: Extract<CodePart, { is: 'received' }>): void {
    this.out.write(`${part.result}.${part.part}`);
  }

  // --- control

  protected loop(stmt: Of<'for' | 'while' | 'do-while' | 'for-each'>): void {
    const { out } = this;
    this.label(stmt.label);
    if (stmt.is === 'do-while') out.write('do ');
    else this.head(stmt);
    this.block(stmt.body);
    if (stmt.is !== 'do-while') return;
    out.write(' while (');
    this.code(stmt.test);
    out.write(');');
  }

  protected tryCatch(stmt: Of<'try'>): void {
    const { out } = this;
    out.write('try ');
    this.block(stmt.body);
    if (stmt.handler !== null) {
      const { handler } = stmt;
      out.write(' catch ');
      if (this.#guards) this.#guarded(stmt.binding, handler);
      else {
        if (stmt.binding !== null) {
          out.write('(');
          this.code(stmt.binding);
          out.write(') ');
        }
        this.block(handler);
      }
    }
    if (stmt.finalizer !== null) {
      out.write(' finally ');
      this.block(stmt.finalizer);
    }
  }

  #guarded(binding: Code | null, handler: readonly Stmt[]): void {
    const { out } = this;
    const name = binding === null ? 'e' : simpleName(binding);
    out.write('(');
    if (binding !== null && name !== null) this.code(binding);
    else out.write(name ?? 'caught');
    out.write(') ');
    this.braced(() => {
      out.add(`guardCatch(${name ?? 'caught'});`);
      if (binding !== null && name === null) {
        out.write('const ');
        this.code(binding);
        out.add(' = caught;');
      }
      this.statements(handler);
    });
  }

  protected input(name: string): void {
    this.out.write(inputVariable(name));
  }
}

/** The variable that holds an input's text. */
export const inputVariable = (name: string): string => {
  const cleaned = name.replace(/[^\p{ID_Continue}$]/gu, '_').replace(/^(?![\p{ID_Start}$_])/u, '_');
  return `${cleaned}Text`;
};

/** The identifier a pattern consists of, type aside; null for anything else. */
function simpleName(pattern: Code): string | null {
  const text = pattern.parts
    .flatMap((part) => (part.is === 'text' ? [part.text] : []))
    .join('')
    .trim();
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text) ? text : null;
}

export const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

export const propertyName = (name: string): string =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quoted(name);
