import { invariant, unreachable } from '../../base/assert.ts';
import { text } from '../../ir/build.ts';
import type { Code, CodePart, Op, Origin, SelectHead, Stmt } from '../../ir/program.ts';
import { codeContains } from '../../ir/visit.ts';
import { EcmascriptPrinter, jumps } from '../ecmascript.ts';
import type { Lines } from '../lines.ts';
import type { Sites } from './sites.ts';

type Of<Kind extends Stmt['is']> = Extract<Stmt, { is: Kind }>;

/**
 * Prints operations and places. An operation that need not wait does not suspend: it returns its result, or `$park`
 * once its goroutine has been parked, and then the generator yields at once.
 */
export abstract class OperationPrinter extends EcmascriptPrinter {
  /** In a function that may park. */
  protected waits = true;
  /** Variables the function being printed needs besides its usual ones. */
  protected declared: string[] = [];
  readonly #sites: Sites;
  /** The block being printed: the place of statements nobody typed. */
  readonly #home: Origin;
  #temporaries = 0;
  readonly #received = new Map<string, { value: string; ok: string }>();

  constructor(out: Lines, sites: Sites, home: Origin) {
    super(out);
    this.#sites = sites;
    this.#home = home;
  }

  // --- places

  protected begin(stmt: Stmt): void {
    if (stmt.is === 'comment' || stmt.is === 'blank' || stmt.is === 'type') return;
    this.mark(stmt.origin);
    switch (stmt.is) {
      case 'close':
      case 'panic':
      case 'unlock':
      case 'go':
      case 'defer':
        this.at(stmt.origin);
        break;
      case 'expr':
        if (stmt.calls) this.at(stmt.origin);
        break;
      default:
        break;
    }
  }

  protected mark(origin: Origin | null): void {
    this.#sites.mark(this.out.line, this.out.column, origin ?? this.#home);
  }

  protected site(origin: Origin | null): number {
    return this.#sites.number(origin ?? this.#home);
  }

  /** A statement that says where the goroutine is. */
  protected at(origin: Origin | null): void {
    this.out.write(`$rt.at = ${this.site(origin)}; `);
  }

  protected text(part: Extract<CodePart, { is: 'text' | 'verbatim' }>): void {
    if (part.origin === null) {
      this.out.write(part.text);
      return;
    }
    const write = (line: string): void =>
      part.is === 'text' ? this.out.write(line) : this.out.verbatim(line);
    part.text.split('\n').forEach((line, at) => {
      if (at > 0) write('\n');
      if (line === '' || part.origin === null) return;
      const { line: first, column } = part.origin;
      this.mark({ ...part.origin, line: first + at, column: at === 0 ? column : 1 });
      write(line);
    });
  }

  // --- operations

  /** `channel.send(value)`, with the place noted just before the call. */
  protected operation(target: Code, method: string, args: readonly Code[], origin: Origin | null): void {
    const { out } = this;
    this.mark(origin);
    this.code(target);
    out.write(`.${method}(`);
    this.arguments(args, origin);
    out.write(')');
  }

  /** Operations among the arguments note places of their own: then this one's comes last. */
  protected arguments(args: readonly Code[], origin: Origin | null): void {
    const last = args.at(-1);
    if (last === undefined || !args.some(hasOperation)) return this.list(args);
    this.list(args.slice(0, -1));
    if (args.length > 1) this.out.write(', ');
    const name = this.declare('a');
    this.out.write(`(${name} = `);
    this.code(last);
    this.out.write(`, $rt.at = ${this.site(origin)}, ${name})`);
  }

  /**
   * True when the operation parked, its result in `variable`: an expression. Asked for a symbol first, since a number
   * is compared with one by a call into the engine: a sieve of 1000 primes took 5 % longer.
   */
  protected parked(variable: string, write: () => void): void {
    this.out.write(`typeof (${variable} = `);
    write();
    this.out.write(`) === "symbol" && ${variable} === $park`);
  }

  /** The same for a send or a lock, which give nothing else. */
  protected parkedOrNothing(write: () => void): void {
    write();
    this.out.write(' !== void 0');
  }

  /** An operation as a statement: nobody looks at its result. */
  protected perform(origin: Origin | null, parked: () => void): void {
    this.at(origin);
    this.out.write('if (');
    parked();
    this.out.write(') yield;');
  }

  /** An operation's result, as an expression that stands alone. */
  protected result(write: () => void): void {
    this.parked('$t', write);
    this.out.write(' ? yield : $t');
  }

  protected op(op: Op): void {
    const { out } = this;
    if (op.is === 'access') return op.pauses ? this.#access(op) : this.#plainAccess(op);
    invariant(this.waits, 'only a function that waits has operations');
    if (op.is === 'select') return this.#selectValue(op.select, op.origin);
    const second = op.is === 'call' && op.method === 'recv2';
    if (second) out.write('[');
    out.write(`($rt.at = ${this.site(op.origin)}, `);
    this.result(() => this.invoke(op));
    out.write(')');
    if (second) out.write(', $rt.ok]');
  }

  /** Others may run first: after the arguments are evaluated, just before the access itself. */
  #access(op: Extract<Op, { is: 'access' }>): void {
    const { out } = this;
    const first = op.args.slice(0, -1);
    const last = op.args.at(-1);
    const pause = `$rt.at = ${this.site(op.origin)}, $rt.preempt() && (yield)`;
    if (last === undefined) out.write(`(${pause}, `);
    this.mark(op.origin);
    this.code(op.target);
    out.write(`.${op.method}(`);
    if (last === undefined) {
      out.write('))');
      return;
    }
    this.list(first);
    if (first.length > 0) out.write(', ');
    const name = this.declare('a');
    out.write(`(${name} = `);
    this.code(last);
    out.write(`, ${pause}, ${name}))`);
  }

  /** In a function that cannot give way. */
  #plainAccess({ target, method, args, origin }: Extract<Op, { is: 'access' }>): void {
    this.out.write(`($rt.at = ${this.site(origin)}, `);
    this.operation(target, method, args, origin);
    this.out.write(')');
  }

  protected invoke(op: Exclude<Op, { is: 'select' | 'access' }>): void {
    const { out } = this;
    switch (op.is) {
      case 'call':
        this.operation(op.target, op.method === 'recv2' ? 'recv' : op.method, op.args, op.origin);
        break;
      case 'intrinsic':
        this.mark(op.origin);
        out.write(`${op.name}(`);
        this.arguments(op.args, op.origin);
        out.write(')');
        break;
      case 'await':
        this.mark(op.origin);
        out.write('$rt.await(');
        this.code(op.value);
        out.write(')');
        break;
      default:
        unreachable(op);
    }
  }

  protected send(stmt: Of<'send'>): void {
    this.perform(stmt.origin, () => this.parkedIn(stmt, '$t'));
  }

  protected wait(stmt: Of<'lock' | 'wait' | 'sleep'>): void {
    this.perform(stmt.origin, () => this.parkedIn(stmt, '$t'));
  }

  /** True when the statement's operation parked; `variable` may hold its result: an expression. */
  protected parkedIn(stmt: Of<'send' | 'lock' | 'wait' | 'sleep'>, variable: string): void {
    const { origin } = stmt;
    switch (stmt.is) {
      case 'send':
        return this.parkedOrNothing(() => this.operation(stmt.channel, 'send', [stmt.value], origin));
      case 'lock':
        return this.parkedOrNothing(() => this.operation(stmt.target, stmt.mode, [], origin));
      case 'wait':
        return this.parked(variable, () => this.operation(stmt.target, 'wait', [], origin));
      case 'sleep':
        return this.parked(variable, () => {
          this.out.write('sleep(');
          this.arguments([stmt.duration], origin);
          this.out.write(')');
        });
      default:
        unreachable(stmt);
    }
  }

  protected recv(stmt: Of<'recv'>): void {
    const { out } = this;
    const receive = (): void => this.operation(stmt.channel, 'recv', [], stmt.origin);
    const keyword = stmt.declare === null ? '' : `${stmt.declare} `;
    if (stmt.value === null) {
      this.perform(stmt.origin, () => this.parked('$t', receive));
    } else {
      this.at(stmt.origin);
      out.write(keyword);
      this.target(stmt.value, stmt.declare, () => this.result(receive));
      out.write(';');
    }
    if (stmt.ok === null) return;
    out.write(` ${keyword}`);
    this.code(stmt.ok);
    out.write(' = $rt.ok;');
  }

  /** `pattern = value`, in parentheses where an assignment begins with a brace. */
  protected target(pattern: Code, declare: string | null, value: () => void): void {
    const braces = declare === null && startsWithBrace(pattern);
    if (braces) this.out.write('(');
    this.code(pattern);
    this.out.write(' = ');
    value();
    if (braces) this.out.write(')');
  }

  protected headReceive(stmt: Of<'recv'>): void {
    const { out } = this;
    out.write(stmt.declare === null ? '' : `${stmt.declare} `);
    const value = stmt.value ?? text('$t');
    this.code(value);
    out.write(` = ($rt.at = ${this.site(stmt.origin)}, `);
    this.result(() => this.operation(stmt.channel, 'recv', [], stmt.origin));
    out.write(')');
    if (stmt.ok === null) return;
    out.write(', ');
    this.code(stmt.ok);
    out.write(' = $rt.ok');
  }

  // --- select

  /** Announces the cases, and notes the place: an expression. */
  protected announce(head: SelectHead, origin: Origin | null): void {
    const { out } = this;
    const operands = head.cases.flatMap(({ channel, value }) =>
      value === null ? [channel] : [channel, value],
    );
    // Whatever may park while operands are evaluated would use the same registers.
    const early = operands.some((code) => codeContains(code, (part) => part.is === 'op'));
    const names = new Map<Code, string>();
    if (early) {
      for (const code of operands) {
        const name = this.declare('s');
        names.set(code, name);
        out.write(`${name} = `);
        this.code(code);
        out.write(', ');
      }
    }
    const operand = (code: Code): void => {
      const name = names.get(code);
      if (name === undefined) this.code(code);
      else out.write(name);
    };
    out.write(`$rt.selectBegin(${head.cases.length}), `);
    head.cases.forEach(({ is, channel, value, origin: place }, at) => {
      this.mark(place ?? origin);
      out.write(`$rt.select${is === 'recv' ? 'Recv' : 'Send'}(${at}, `);
      operand(channel);
      if (value !== null) {
        out.write(', ');
        operand(value);
      }
      out.write('), ');
    });
    out.write(`$rt.at = ${this.site(origin)}`);
  }

  /** Announces the cases and waits: an expression for the index of the chosen one, -1 for the default. */
  #choose(head: SelectHead, origin: Origin | null): void {
    this.announce(head, origin);
    this.out.write(', ');
    this.result(() => this.out.write(`$rt.select(${head.hasDefault})`));
  }

  protected select(stmt: Of<'select'>): void {
    const { out } = this;
    out.write('switch (');
    this.#choose(stmt.head, stmt.origin);
    out.write(') ');
    this.arms(stmt, (body) => {
      this.statements(body);
      if (!jumps(body)) out.add('break;');
    });
  }

  /** The arms of a select, each behind what its case received. */
  protected arms(stmt: Of<'select'>, write: (body: readonly Stmt[]) => void): void {
    const { out } = this;
    const outer = this.#received.get(stmt.result);
    this.braced(() => {
      stmt.arms.forEach(({ body }, at) => {
        out.write(`case ${at}: `);
        this.#arm(stmt, stmt.head.cases[at]?.name ?? '', () => write(body));
      });
      const { otherwise } = stmt;
      if (otherwise !== null) {
        out.write('case -1: ');
        this.#arm(stmt, 'default', () => write(otherwise));
      }
    });
    if (outer === undefined) this.#received.delete(stmt.result);
    else this.#received.set(stmt.result, outer);
  }

  #arm(stmt: Of<'select'>, name: string, write: () => void): void {
    const { out } = this;
    const isRecv = stmt.head.cases.some((one) => one.name === name && one.is === 'recv');
    const value = isRecv ? '$rt.value' : 'undefined';
    const ok = isRecv ? '$rt.ok' : 'false';
    const names = { value: this.temporary('v'), ok: this.temporary('o') };
    this.#received.set(stmt.result, names);
    this.braced(() => {
      out.write(`const ${names.value} = ${value}, ${names.ok} = ${ok}`);
      if (stmt.escapes) {
        const caseName = JSON.stringify(name);
        out.write(`, ${stmt.result} = { case: ${caseName}, value: ${names.value}, ok: ${names.ok} }`);
      }
      out.add(';');
      write();
    });
    out.end();
  }

  /** A select whose result is used as a value. */
  #selectValue(head: SelectHead, origin: Origin | null): void {
    const { out } = this;
    const index = this.declare('i');
    out.write(`(${index} = (`);
    this.#choose(head, origin);
    out.write('), ');
    const names = JSON.stringify(['default', ...head.cases.map(({ name }) => name)]);
    const receives = head.cases.map(({ is }) => is === 'recv');
    const received = receives.every(Boolean)
      ? `${index} >= 0`
      : `[${receives.flatMap((yes, at) => (yes ? [at] : [])).join(', ')}].includes(${index})`;
    out.write(`${received} ? { case: ${names}[${index} + 1], value: $rt.value, ok: $rt.ok }`);
    out.write(` : { case: ${names}[${index} + 1], value: undefined, ok: false })`);
  }

  protected received(part: Extract<CodePart, { is: 'received' }>): void {
    const names = this.#received.get(part.result);
    invariant(names !== undefined, 'a received value is read in an arm of its select');
    this.out.write(part.part === 'value' ? names.value : names.ok);
  }

  /** A variable of the function being printed. */
  protected declare(kind: string): string {
    const name = this.temporary(kind);
    this.declared.push(name);
    return name;
  }

  /** A name nothing else has. */
  protected temporary(kind: string): string {
    return `$${kind}${++this.#temporaries}`;
  }
}

const hasOperation = (code: Code): boolean =>
  codeContains(code, (part) => part.is === 'op' || part.is === 'func');

const startsWithBrace = (code: Code): boolean => {
  const [first] = code.parts;
  return first?.is === 'text' && first.text.trimStart().startsWith('{');
};
