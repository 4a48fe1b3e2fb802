import { invariant } from '../../base/assert.ts';
import type { Code, Func, Stmt } from '../../ir/program.ts';
import { jumps } from '../ecmascript.ts';
import { BUDGET } from './printer.ts';
import { StepOperations } from './step-operations.ts';
import { awaitedIn, canStep, isTail, suspends } from './step-shape.ts';
import { slotOf, Steps } from './step-state.ts';

type Of<Kind extends Stmt['is']> = Extract<Stmt, { is: Kind }>;

/**
 * Prints functions whose operations stand by themselves as a function that runs from one operation to the next:
 *
 *     let $s = 0, v;
 *     return $rt.steps(($i) => {
 *       let $p = $s;
 *       $m: for (;;) switch ($p) {
 *         case 0:
 *         $rt.at = 3; if (typeof ($i = from.recv()) === "symbol" && $i === $park) { $s = 1; return $park; }
 *         case 1:
 *         v = $i;
 *
 * Going on with it is a call, where a generator takes a call of the engine and an object for each result.
 */
export class StepPrinter extends StepOperations {
  override func(func: Func): void {
    this.#apart(() => super.func(func));
  }

  override resumable(func: Func): void {
    this.#apart(() => {
      if (canStep(func)) this.#stepwise(func);
      else super.resumable(func);
    });
  }

  #apart(write: () => void): void {
    const outer = this.steps;
    this.steps = null;
    write();
    this.steps = outer;
  }

  #stepwise(func: Func): void {
    const { out } = this;
    out.write(func.form === 'method' ? func.name : `function ${func.name}`);
    out.write('(');
    this.code(func.params);
    out.write(') ');
    this.inside(true, () => {
      this.braced(() => {
        const outer = this.declared;
        this.declared = [];
        const variables = out.reserve();
        const steps = func.body.some(suspends) ? this.#frame(func) : this.#oneStep(func);
        const all = [...steps, ...this.declared];
        variables(all.length === 0 ? '' : `let ${all.join(', ')};`);
        this.declared = outer;
      });
    });
  }

  /** Nothing in it waits. */
  #oneStep(func: Func): readonly string[] {
    this.out.write('return $rt.steps(() => ');
    this.block(func.body);
    this.out.add(');');
    return [];
  }

  /** Returns what has to stand before the steps. */
  #frame(func: Func): readonly string[] {
    const { out } = this;
    const steps = new Steps(func);
    const { kept, spends, variables } = steps;
    // Declared functions are there from the beginning.
    for (const stmt of func.body) if (stmt.is === 'func') this.statement(stmt);
    this.steps = steps;
    out.write('return $rt.steps(($i) => ');
    this.braced(() => {
      const locals = out.reserve();
      out.write('$m: for (;;) switch ($p) ');
      this.braced(() => {
        out.add('case 0:');
        this.#list(func.body, null);
        if (!steps.endless && !jumps(func.body)) out.add('return;');
      });
      out.end();
      const passing = [...variables].filter((name) => steps.passes(name));
      const held = [...(spends ? ['$b'] : []), ...kept].map((name) => `${name} = ${slotOf(name)}`);
      locals(`let ${['$p = $s', ...held, ...passing].join(', ')};`);
    });
    out.add(');');
    const standing = [...variables].filter((name) => !kept.includes(name) && !steps.passes(name));
    return [...(spends ? [`${slotOf('$b')} = ${BUDGET}`] : []), '$s = 0', ...kept.map(slotOf), ...standing];
  }

  // --- statements

  /** @param after the step that follows the list, where that is not just what is printed next */
  #list(list: readonly Stmt[], after: number | null): void {
    const last = list.findLastIndex(({ is }) => is !== 'comment' && is !== 'blank' && is !== 'type');
    list.forEach((stmt, at) => this.#statement(stmt, at === last ? after : null));
  }

  /** Statements in a block of their own, which is never gone on with from its middle. */
  #inPlace(list: readonly Stmt[], after: number): void {
    for (const stmt of list) {
      if (suspends(stmt)) this.#split(stmt, after);
      else this.statement(stmt);
    }
  }

  #statement(stmt: Stmt, after: number | null): void {
    if (suspends(stmt)) this.#split(stmt, after);
    else if (stmt.is === 'let') this.assign(stmt);
    else if (stmt.is !== 'func') this.statement(stmt);
  }

  #split(stmt: Stmt, after: number | null): void {
    const { out } = this;
    this.begin(stmt);
    switch (stmt.is) {
      case 'send':
      case 'lock':
      case 'wait':
      case 'sleep':
        this.suspend(stmt.origin, () => this.parkedIn(stmt, '$i'), after);
        break;
      case 'recv':
        this.receive(stmt, after);
        break;
      case 'expr':
        this.awaited(awaitedIn(stmt.code), after);
        break;
      case 'let': {
        const [only] = stmt.bindings;
        invariant(only !== undefined && only.value !== null, 'an operation has one variable');
        this.awaitedValue(only.value);
        this.store(only.pattern, '$i');
        break;
      }
      case 'return':
        invariant(stmt.value !== null, 'an operation stands in a value');
        this.awaitedValue(stmt.value);
        out.add('return $i;');
        break;
      case 'if':
        this.#if(stmt, after);
        break;
      case 'block':
        this.#list(stmt.body, after);
        break;
      case 'range':
        this.#range(stmt);
        break;
      case 'for':
      case 'while':
      case 'do-while':
        this.#loop(stmt);
        break;
      case 'select':
        this.#select(stmt, after);
        break;
      default:
        throw new Error(`no operation stands in: ${stmt.is}`);
    }
  }

  // --- control

  #if(stmt: Of<'if'>, after: number | null): void {
    const { out } = this;
    const names = new Set((this.steps as Steps).free.keys());
    const { otherwise } = stmt;
    if (after !== null && isTail(stmt, names)) {
      out.write('if (');
      this.code(stmt.test);
      out.write(') ');
      this.braced(() => this.#inPlace(stmt.body, after));
      if (otherwise !== null) {
        out.write(' else ');
        this.braced(() => this.#inPlace(otherwise, after));
      }
      out.end();
      return;
    }
    const end = after ?? this.nextStep();
    const other = otherwise === null ? end : this.nextStep();
    this.#unless(stmt.test, other);
    this.#list(stmt.body, end);
    if (otherwise !== null) {
      if (!jumps(stmt.body)) {
        this.goTo(end);
        out.end();
      }
      this.beginStep(other);
      this.#list(otherwise, end);
    }
    if (after === null) this.beginStepIfReached(end);
  }

  #unless(test: Code, step: number): void {
    this.out.write('if (!(');
    this.code(test);
    this.out.write(')) { ');
    this.goTo(step);
    this.out.add(' }');
  }

  #spend(): void {
    const step = this.nextStep();
    this.out.add(`if (($b = $b - 1 | 0) === 0) { $b = ${BUDGET}; if ($rt.tick()) ${this.leave(step)} }`);
    this.beginStep(step);
  }

  #loop(stmt: Of<'for' | 'while' | 'do-while'>): void {
    const head = this.nextStep();
    const end = this.nextStep();
    const update =
      stmt.is === 'for' && stmt.update === null ? head : stmt.is === 'while' ? head : this.nextStep();
    if (stmt.is === 'for' && stmt.init !== null) {
      if (stmt.init.is === 'let') this.assignments(stmt.init);
      else this.initial(stmt.init);
      this.out.add(';');
    }
    this.beginStep(head);
    if (stmt.is !== 'do-while' && stmt.test !== null) this.#unless(stmt.test, end);
    this.#spend();
    this.#turn(stmt, update, end);
    if (update !== head) this.beginStepIfReached(update);
    if (stmt.is === 'for' && stmt.update !== null) {
      this.code(stmt.update);
      this.out.add(';');
    }
    if (stmt.is === 'do-while') this.#unless(stmt.test, end);
    this.#again(head);
    this.beginStepIfReached(end);
  }

  #again(head: number): void {
    this.goTo(head);
    this.out.end();
    (this.steps as Steps).endless = true;
  }

  #turn(stmt: Of<'for' | 'while' | 'do-while' | 'range'>, continues: number, breaks: number): void {
    const { targets } = this.steps as Steps;
    targets.push({ label: stmt.label, plain: true, breaks, continues });
    this.#list(stmt.body, continues);
    targets.pop();
  }

  #range(stmt: Of<'range'>): void {
    const { out } = this;
    const head = this.nextStep();
    const end = this.nextStep();
    const channel = this.declare('c');
    out.write(`${channel} = `);
    this.code(stmt.channel);
    out.add(';');
    this.beginStep(head);
    this.#spend();
    this.suspendFor(stmt.origin, () => {
      this.mark(stmt.origin);
      out.write(`${channel}.recv()`);
    });
    out.write('if ($rt.ok === false) { ');
    this.goTo(end);
    out.add(' }');
    this.store(stmt.binding, '$i');
    this.#turn(stmt, head, end);
    this.#again(head);
    this.beginStepIfReached(end);
  }

  #select(stmt: Of<'select'>, after: number | null): void {
    const { out } = this;
    const { targets } = this.steps as Steps;
    const end = after ?? this.nextStep();
    const step = this.nextStep();
    this.announce(stmt.head, stmt.origin);
    out.write('; if (');
    this.parked('$i', () => out.write(`$rt.select(${stmt.head.hasDefault})`));
    out.add(`) ${this.leave(step)}`);
    this.beginStep(step);
    this.mark(stmt.origin);
    out.write('switch ($i) ');
    targets.push({ label: null, plain: true, breaks: end, continues: null });
    this.arms(stmt, (body) => {
      this.#inPlace(body, end);
      if (!jumps(body)) out.add('break;');
    });
    targets.pop();
    out.end();
    if (after === null) this.beginStepIfReached(end);
  }

  // --- statements that stay whole

  override statement(stmt: Stmt): void {
    const targets = this.steps?.targets;
    const stays = stmt.is === 'switch' || (stmt.is === 'block' && stmt.label !== null);
    if (targets === undefined || !stays) return super.statement(stmt);
    targets.push({ label: stmt.label, plain: stmt.is === 'switch', breaks: 'here', continues: null });
    super.statement(stmt);
    targets.pop();
  }

  protected override jump(stmt: Of<'break' | 'continue'>): void {
    const target = this.steps?.targets.findLast(({ label, plain, continues }) =>
      stmt.label !== null ? label === stmt.label : stmt.is === 'break' ? plain : continues !== null,
    );
    const step = stmt.is === 'break' ? target?.breaks : target?.continues;
    if (typeof step !== 'number') return super.jump(stmt);
    // In braces: it may be all of an arm.
    this.out.write('{ ');
    this.goTo(step);
    this.out.write(' }');
  }
}
