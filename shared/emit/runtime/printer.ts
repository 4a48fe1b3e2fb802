import { unreachable } from '../../base/assert.ts';
import { text } from '../../ir/build.ts';
import type { Code, Func, Origin, Stmt } from '../../ir/program.ts';
import type { Lines } from '../lines.ts';
import { canStripMine, continues, jumpsOutward, loops, turnsTogether } from './loops.ts';
import { OperationPrinter } from './operations.ts';
import type { Sites } from './sites.ts';

type Of<Kind extends Stmt['is']> = Extract<Stmt, { is: Kind }>;

/** Turns of a loop between two looks at whether somebody else should run. */
export const BUDGET = 10_000;

/** A function that was taken out of the place it was written at. */
export interface Lifted {
  readonly name: string;
  readonly func: Func;
}

/**
 * Prints bodies as generator functions: `operations.ts` has how they wait, this file what stands around that.
 * Loops count down a budget, so that any goroutine can be preempted.
 */
export class RuntimePrinter extends OperationPrinter {
  readonly #lift: (func: Func) => string;
  /** While the turn of a loop in strips is printed, and goes on to the next before its end: how it does. */
  #turn: { readonly loop: string | null; readonly name: string } | null = null;

  constructor(out: Lines, sites: Sites, home: Origin, lift: (func: Func) => string) {
    super(out, sites, home);
    this.#lift = lift;
  }

  // --- functions

  func(func: Func): void {
    const { out } = this;
    if (!func.waits) return this.#plain(func);
    if (isCheapElsewhere(func)) {
      out.write(`() => ${this.#lift(func)}(${func.lifts.join(', ')})`);
      return;
    }
    this.resumable(func);
  }

  /** A function that may park: a generator function. */
  resumable(func: Func): void {
    const { out } = this;
    if (func.form === 'method') out.write(func.name.replace(/^(static\s+)?/, '$1*'));
    else out.write(`function* ${func.name}`);
    out.write('(');
    this.code(func.params);
    out.write(') ');
    this.inside(true, () => {
      if (!func.defers) return this.#frame(func.body);
      this.braced(() => {
        out.add('let $t;');
        out.write('return ');
        this.result(() => {
          out.write('$rt.await($rt.withDefers(function* (defer) ');
          this.#frame(func.body);
          out.write('))');
        });
        out.add(';');
      });
    });
  }

  /** The statements of a generator, with its variables. */
  #frame(body: readonly Stmt[]): void {
    this.braced(() => {
      const outer = this.declared;
      this.declared = [];
      const variables = this.out.reserve();
      this.statements(body);
      variables(`let ${['$t', `$b = ${BUDGET}`, ...this.declared].join(', ')};`);
      this.declared = outer;
    });
  }

  #plain(func: Func): void {
    const { out } = this;
    if (func.form === 'method') out.write(func.name);
    else if (func.form === 'declaration' || func.form === 'expression') out.write(`function ${func.name}`);
    out.write('(');
    this.code(func.params);
    out.write(')');
    if (func.form === 'arrow' || func.form === 'concise') out.write(' =>');
    out.write(' ');
    this.inside(false, () => {
      if (!loops(func.body)) return this.block(func.body);
      this.braced(() => {
        this.out.add(`let $b = ${BUDGET};`);
        this.statements(func.body);
      });
    });
  }

  /** What is printed here belongs to a function of its own. */
  protected inside(waits: boolean, write: () => void): void {
    const outer = { waits: this.waits, turn: this.#turn };
    this.waits = waits;
    this.#turn = null;
    write();
    this.waits = outer.waits;
    this.#turn = outer.turn;
  }

  protected call(stmt: Of<'go' | 'defer'>): void {
    const { out } = this;
    out.write(`${stmt.is}(`);
    const { callee } = stmt;
    if ('form' in callee && callee.lifts !== null && callee.waits) {
      const args = [this.#lift(callee), ...callee.lifts];
      this.list([...args.map((name) => text(name)), ...stmt.args]);
    } else {
      if ('form' in callee) this.func(callee);
      else this.code(callee);
      for (const arg of stmt.args) {
        out.write(', ');
        this.code(arg);
      }
    }
    out.write(');');
  }

  /** What is no error carries no stack: the line it was thrown in is kept beside it. */
  protected override thrown(stmt: Of<'throw'>): void {
    this.at(stmt.origin);
    super.thrown(stmt);
  }

  // --- loops

  #spend(): void {
    // `| 0`: an integer that cannot overflow. A turn of a loop of locks takes 5.2 ns with it, 5.6 without (Node 24).
    this.out.add(`if (($b = $b - 1 | 0) === 0) { ${this.#renew()} }`);
  }

  /** The budget is used up: somebody else's turn, or, where nobody can give way, a look at what the run is to do. */
  #renew(): string {
    return `$b = ${BUDGET}; ${this.waits ? 'if ($rt.tick()) yield;' : '$rt.poll();'}`;
  }

  protected range(stmt: Of<'range'>): void {
    const { out } = this;
    const channel = this.temporary('c');
    out.write(`const ${channel} = `);
    this.code(stmt.channel);
    out.add(';');
    this.label(stmt.label);
    out.write('for (;;) ');
    this.braced(() => {
      this.#spend();
      this.at(stmt.origin);
      out.write('if (');
      this.parked('$t', () => {
        this.mark(stmt.origin);
        out.write(`${channel}.recv()`);
      });
      out.add(') $t = yield;');
      // Compared, not tested for truth: of a field, that costs a nanosecond more.
      out.add('if ($rt.ok === false) break;');
      if (stmt.declare !== null) out.write(`${stmt.declare} `);
      this.target(stmt.binding, stmt.declare, () => out.write('$t'));
      out.add(';');
      // Braces: the body may declare the name of the loop's variable again.
      this.block(stmt.body);
      out.end();
    });
  }

  protected loop(stmt: Of<'for' | 'while' | 'do-while' | 'for-each'>): void {
    if (canStripMine(stmt)) return this.#stripMined(stmt);
    const { out } = this;
    this.label(stmt.label);
    if (stmt.is === 'do-while') out.write('do ');
    else this.head(stmt);
    this.braced(() => {
      this.#spend();
      this.#body(stmt.body, stmt.is === 'for' || stmt.is === 'for-each');
    });
    if (stmt.is === 'do-while') this.#until(stmt);
  }

  /** A loop's body, in braces of its own where it may hide the loop's variable. */
  #body(body: readonly Stmt[], hides: boolean): void {
    if (hides && body.some(({ is }) => is === 'let' || is === 'recv' || is === 'func' || is === 'opaque')) {
      this.block(body);
      this.out.end();
    } else {
      this.statements(body);
    }
  }

  #until(stmt: Of<'do-while'>): void {
    this.out.write(' while (');
    this.code(stmt.test);
    this.out.write(');');
  }

  /**
   * A loop in strips: the innermost loop has nothing in it but the count, and is left between two turns, to be
   * entered again where it was left. Counting in a variable of its own, known to be an integer, at the end of the
   * turn is what costs least, and once in four turns: summing an array then takes as long as without a budget. Counted
   * every turn it takes 1.13 times as long (Node 20: 1.5), with the count in the loop's head 1.6 (3.7).
   */
  #stripMined(stmt: Of<'for' | 'while' | 'do-while' | 'for-each'>): void {
    this.braced(() => {
      switch (stmt.is) {
        case 'for-each':
          this.#overValues(stmt);
          break;
        case 'do-while':
          this.#strips(stmt, () => {
            this.#turnOf(stmt, stmt.body);
            this.#leaveUnless(() => this.code(stmt.test));
          });
          break;
        case 'for':
          if (stmt.init !== null) {
            this.initial(stmt.init);
            this.out.add(';');
          }
          this.#tested(stmt, stmt.test, stmt.update);
          break;
        case 'while':
          this.#tested(stmt, stmt.test, null);
          break;
        default:
          unreachable(stmt);
      }
    });
  }

  /** Strip after strip; between two of them the goroutine may give way. */
  #strips(stmt: Of<'for' | 'while' | 'do-while' | 'for-each'>, turn: () => void): void {
    const { out } = this;
    // Whoever jumps out of the loop to one around it takes the count along.
    const count = jumpsOutward(stmt) ? '$b' : this.temporary('n');
    const together = turnsTogether(stmt);
    out.write('for (;;) ');
    this.braced(() => {
      if (count !== '$b') out.add(`let ${count} = $b | 0;`);
      this.label(stmt.label);
      out.write('do ');
      this.braced(() => {
        for (let printed = 0; printed < together; printed++) {
          // Each turn declares the variable of its value anew.
          if (together > 1 && stmt.is === 'for-each' && stmt.declare !== null) {
            this.braced(turn);
            out.end();
          } else turn();
        }
      });
      out.add(` while ((${count} = ${count} - ${together} | 0) > 0);`);
      // Turns that were begun together are paid for together: a loop of few turns in another is not free.
      const left = together === 1 ? count : `${count} > ${together} ? ${count} - ${together} : 1`;
      out.add(`if (${count} > 0) ${left === '$b' ? 'break;' : `{ $b = ${left}; break; }`}`);
      out.add(this.#renew());
    });
    out.end();
  }

  /** The strip may end before the test, which is then made once, in the next strip. */
  #tested(stmt: Of<'for' | 'while'>, test: Code | null, update: Code | null): void {
    this.#strips(stmt, () => {
      if (test !== null) this.#leaveUnless(() => this.code(test));
      this.#turnOf(stmt, stmt.body);
      if (update === null) return;
      this.code(update);
      this.out.add(';');
    });
  }

  #leaveUnless(test: () => void): void {
    this.out.write('if (!(');
    test();
    this.out.add(')) break;');
  }

  /** The statements of a turn; those that go on to the next one leave a block of their own. */
  #turnOf(
    stmt: Of<'for' | 'while' | 'do-while' | 'for-each'>,
    body: readonly Stmt[],
    before: () => void = () => {},
  ): void {
    const outer = this.#turn;
    if (continues(stmt)) {
      this.#turn = { loop: stmt.label, name: this.temporary('c') };
      this.out.write(`${this.#turn.name}: `);
      this.braced(() => {
        before();
        this.#body(body, true);
      });
      this.out.end();
    } else {
      before();
      this.#body(body, true);
    }
    this.#turn = outer;
  }

  /** Goes on to the next turn of a loop in strips. */
  protected override jump(stmt: Of<'break' | 'continue'>): void {
    const turn = this.#turn;
    const next = stmt.is === 'continue' && turn !== null && (stmt.label ?? turn.loop) === turn.loop;
    super.jump(next ? { ...stmt, is: 'break', label: turn.name } : stmt);
  }

  /** `for (const x of xs)`: by index where that is what the iterator would do, else by the iterator. */
  #overValues(stmt: Of<'for-each'>): void {
    const { out } = this;
    const [values, at, turn, open] = ['x', 'k', 'q', 'u'].map((kind) => this.temporary(kind));
    const element = (value: string): void =>
      this.#turnOf(stmt, stmt.body, () => {
        if (stmt.declare !== null) out.write(`${stmt.declare} `);
        this.target(stmt.binding, stmt.declare, () => out.write(value));
        out.add(';');
      });
    out.write(`const ${values} = `);
    this.code(stmt.value);
    out.add(';');
    out.write(`if ($isList(${values})) `);
    this.braced(() => {
      out.add(`let ${at} = 0;`);
      this.#strips(stmt, () => {
        this.#leaveUnless(() => out.write(`${at} < ${values}.length`));
        element(`${values}[${at}]`);
        out.add(`${at}++;`);
      });
    });
    out.write(' else ');
    this.braced(() => {
      const iterator = this.temporary('t');
      out.add(`const ${iterator} = ${values}[Symbol.iterator]();`);
      // An iterator that is left before its end is told so; not one that failed.
      out.add(`let ${turn}, ${open} = false;`);
      out.write('try ');
      this.braced(() => {
        this.#strips(stmt, () => {
          this.#leaveUnless(() => out.write(`${open} = false, !(${turn} = ${iterator}.next()).done`));
          element(`(${open} = true, ${turn}.value)`);
        });
      });
      out.write(' finally ');
      this.braced(() =>
        out.add(`if (${open} && $rt.alive() && ${iterator}.return !== undefined) ${iterator}.return();`),
      );
      out.end();
    });
    out.end();
  }

  // --- the rest

  protected tryCatch(stmt: Of<'try'>): void {
    const { out } = this;
    out.write('try ');
    this.block(stmt.body);
    if (stmt.handler !== null) {
      const { handler, binding } = stmt;
      out.write(' catch ($e) ');
      this.braced(() => {
        out.add('$rt.guard($e);');
        if (binding !== null) {
          out.write('let ');
          this.code(binding);
          out.add(' = $e;');
        }
        this.block(handler);
        out.end();
      });
    }
    if (stmt.finalizer !== null) {
      const { finalizer } = stmt;
      out.write(' finally ');
      this.braced(() => {
        out.write('if ($rt.alive()) ');
        this.block(finalizer);
        out.end();
      });
    }
  }

  protected typeOnly(part: { text: string; js: string }): void {
    this.out.write(part.js);
  }

  protected declareType(): void {}
  protected comment(): void {}
  protected blank(): void {}

  protected input(name: string): void {
    this.out.write(`$rt.input(${JSON.stringify(name)})`);
  }
}

/**
 * A generator function costs a microsecond to make, an arrow a hundredth of that. What the arrow needs is handed
 * over when it is called.
 */
const isCheapElsewhere = (func: Func): func is Func & { readonly lifts: readonly string[] } =>
  (func.form === 'arrow' || func.form === 'concise') && func.lifts !== null && func.params.parts.length === 0;
