import { unreachable } from '../base/assert.ts';
import type { Code, CodePart, Func, Op, Stmt } from '../ir/program.ts';
import type { Lines } from './lines.ts';

type Of<Kind extends Stmt['is']> = Extract<Stmt, { is: Kind }>;

/**
 * Prints statements as ECMAScript. What a person takes home and what the worker runs come from here; they differ
 * in how an operation waits, and in whether there are types.
 */
export abstract class EcmascriptPrinter {
  readonly out: Lines;

  constructor(out: Lines) {
    this.out = out;
  }

  // --- where the two differ

  /** Called before each statement that has a place in the document. */
  protected abstract begin(stmt: Stmt): void;
  protected abstract send(stmt: Of<'send'>): void;
  protected abstract recv(stmt: Of<'recv'>): void;
  protected abstract range(stmt: Of<'range'>): void;
  protected abstract select(stmt: Of<'select'>): void;
  protected abstract call(stmt: Of<'go' | 'defer'>): void;
  protected abstract wait(stmt: Of<'lock' | 'wait' | 'sleep'>): void;
  /** A loop whose head is printed by `head`, when it needs no more than that. */
  protected abstract loop(stmt: Of<'for' | 'while' | 'do-while' | 'for-each'>): void;
  protected abstract tryCatch(stmt: Of<'try'>): void;
  /** `tight`: what follows takes the operation's result before `await` would. */
  protected abstract op(op: Op, tight: boolean): void;
  protected abstract func(func: Func): void;
  protected abstract typeOnly(part: { text: string; js: string }): void;
  protected abstract declareType(text: string): void;
  protected abstract comment(text: string): void;
  protected abstract blank(): void;
  protected abstract received(part: Extract<CodePart, { is: 'received' }>): void;
  protected abstract input(name: string): void;
  protected abstract text(part: Extract<CodePart, { is: 'text' | 'verbatim' }>): void;

  // --- what they share

  statements(list: readonly Stmt[]): void {
    for (const stmt of list) this.statement(stmt);
  }

  statement(stmt: Stmt): void {
    const { out } = this;
    this.begin(stmt);
    switch (stmt.is) {
      case 'send':
        this.send(stmt);
        break;
      case 'recv':
        this.recv(stmt);
        break;
      case 'close':
        this.code(stmt.channel);
        out.write('.close();');
        break;
      case 'range':
        this.range(stmt);
        break;
      case 'select':
        this.select(stmt);
        break;
      case 'go':
      case 'defer':
        this.call(stmt);
        break;
      case 'panic':
        out.write('panic(');
        this.code(stmt.value);
        out.write(');');
        break;
      case 'unlock':
        this.code(stmt.target);
        out.write(`.${stmt.mode}();`);
        break;
      case 'lock':
      case 'wait':
      case 'sleep':
        this.wait(stmt);
        break;
      case 'let':
        this.bindings(stmt);
        out.write(';');
        break;
      case 'expr':
        this.code(stmt.code);
        out.write(';');
        break;
      case 'if':
        this.#if(stmt);
        break;
      case 'for':
      case 'while':
      case 'do-while':
      case 'for-each':
        this.loop(stmt);
        break;
      case 'switch':
        this.#switch(stmt);
        break;
      case 'block':
        this.label(stmt.label);
        this.block(stmt.body);
        break;
      case 'try':
        this.tryCatch(stmt);
        break;
      case 'return':
        this.keyword('return', stmt.value);
        break;
      case 'throw':
        this.thrown(stmt);
        break;
      case 'break':
      case 'continue':
        this.jump(stmt);
        break;
      case 'func':
        this.func(stmt.func);
        break;
      case 'type':
        this.declareType(stmt.text);
        return;
      case 'comment':
        this.comment(stmt.text);
        return;
      case 'blank':
        this.blank();
        return;
      case 'opaque':
        this.code(stmt.code);
        break;
      default:
        unreachable(stmt);
    }
    this.note(stmt);
    out.end();
  }

  /** A comment at the end of the statement's line. */
  protected note(_stmt: Stmt): void {}

  protected keyword(word: 'return' | 'throw', value: Code | null): void {
    this.out.write(word);
    if (value !== null) {
      this.out.write(' ');
      this.code(value);
    }
    this.out.write(';');
  }

  protected thrown(stmt: Of<'throw'>): void {
    this.keyword('throw', stmt.value);
  }

  protected jump({ is, label }: Of<'break' | 'continue'>): void {
    this.out.write(label === null ? `${is};` : `${is} ${label};`);
  }

  protected bindings(stmt: Of<'let'>): void {
    this.out.write(`${stmt.declare} `);
    stmt.bindings.forEach(({ pattern, value }, at) => {
      if (at > 0) this.out.write(', ');
      this.code(pattern);
      if (value === null) return;
      this.out.write(' = ');
      this.code(value);
    });
  }

  /** Braces around statements; the line stays open. */
  block(body: readonly Stmt[]): void {
    if (body.length === 0) this.out.write('{}');
    else this.braced(() => this.statements(body));
  }

  braced(write: () => void): void {
    const { out } = this;
    out.write('{');
    out.fromHere(() => {
      out.end();
      out.indented(write);
      out.write('}');
    });
  }

  protected label(label: string | null): void {
    if (label !== null) this.out.write(`${label}: `);
  }

  /** The head of a loop, up to its body. */
  protected head(stmt: Of<'for' | 'while' | 'for-each'>): void {
    const { out } = this;
    switch (stmt.is) {
      case 'for':
        out.write('for (');
        if (stmt.init !== null) this.initial(stmt.init);
        out.write(';');
        if (stmt.test !== null) {
          out.write(' ');
          this.code(stmt.test);
        }
        out.write(';');
        if (stmt.update !== null) {
          out.write(' ');
          this.code(stmt.update);
        }
        out.write(') ');
        break;
      case 'while':
        out.write('while (');
        this.code(stmt.test);
        out.write(') ');
        break;
      case 'for-each':
        out.write(`for (${stmt.declare === null ? '' : `${stmt.declare} `}`);
        this.code(stmt.binding);
        out.write(` ${stmt.over} `);
        this.code(stmt.value);
        out.write(') ');
        break;
      default:
        unreachable(stmt);
    }
  }

  /** What stands first in the head of a `for`: a declaration, a receive or an expression, without semicolon. */
  protected initial(stmt: Stmt): void {
    if (stmt.is === 'let') this.bindings(stmt);
    else if (stmt.is === 'expr') this.code(stmt.code);
    else if (stmt.is === 'recv') this.headReceive(stmt);
  }

  /** A receive as part of the head of a loop. */
  protected abstract headReceive(stmt: Of<'recv'>): void;

  code(code: Code): void {
    code.parts.forEach((part, at) => {
      switch (part.is) {
        case 'text':
        case 'verbatim':
          this.text(part);
          break;
        case 'type':
          this.typeOnly(part);
          break;
        case 'op':
          this.op(part.op, bindsTighter(code.parts[at + 1]));
          break;
        case 'func':
          this.func(part.func);
          break;
        case 'received':
          this.received(part);
          break;
        case 'input':
          this.input(part.name);
          break;
        default:
          unreachable(part);
      }
    });
  }

  list(codes: readonly Code[]): void {
    codes.forEach((code, at) => {
      if (at > 0) this.out.write(', ');
      this.code(code);
    });
  }

  #if(stmt: Of<'if'>): void {
    const { out } = this;
    out.write('if (');
    this.code(stmt.test);
    out.write(') ');
    this.block(stmt.body);
    if (stmt.otherwise === null) return;
    out.write(' else ');
    const [only] = stmt.otherwise;
    if (stmt.otherwise.length === 1 && only?.is === 'if' && this.chains(only)) this.#if(only);
    else this.block(stmt.otherwise);
  }

  /** May an `if` follow `else` directly? */
  protected chains(stmt: Of<'if'>): boolean {
    return stmt.note === undefined;
  }

  #switch(stmt: Of<'switch'>): void {
    const { out } = this;
    this.label(stmt.label);
    out.write('switch (');
    this.code(stmt.value);
    out.write(') ');
    this.braced(() => {
      for (const { test, body } of stmt.arms) {
        if (test === null) {
          out.add('default:');
        } else {
          out.write('case ');
          this.code(test);
          out.add(':');
        }
        out.indented(() => this.statements(body));
      }
    });
  }
}

/** Member access, calls and powers: `await x.y` awaits `x.y`. */
const bindsTighter = (next: CodePart | undefined): boolean =>
  next?.is === 'text' && /^\s*(?:[.[(`]|\?\.|\*\*)/.test(next.text);

/** Statements that leave where they stand, so that no `break` has to follow. */
export function jumps(body: readonly Stmt[]): boolean {
  const last = body.findLast(({ is }) => is !== 'comment' && is !== 'blank');
  return last?.is === 'return' || last?.is === 'throw' || last?.is === 'break' || last?.is === 'continue';
}
