import { invariant } from '../../base/assert.ts';
import type { Code, CodePart, Func, Origin, Stmt } from '../../ir/program.ts';
import { jumps } from '../ecmascript.ts';
import { BUDGET, RuntimePrinter } from './printer.ts';
import { awaitedIn, canStep, isTail, namesOf, suspends, type Awaited } from './step-shape.ts';
import { mentions, slotOf, Steps, wordsOf } from './step-state.ts';

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
export class StepPrinter extends RuntimePrinter {
  #steps: Steps | null = null;

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
    const outer = this.#steps;
    this.#steps = null;
    write();
    this.#steps = outer;
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
    this.#steps = steps;
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

  // --- steps

  #step(): number {
    return ++(this.#steps as Steps).count;
  }

  /** What follows can be gone on with from here. */
  #case(step: number): void {
    const steps = this.#steps as Steps;
    steps.stretch++;
    steps.endless = false;
    this.out.add(`case ${step}:`);
  }

  /** The same, if anything leads here. */
  #caseIfReached(step: number): void {
    if (this.#steps?.reached.has(step) === true) this.#case(step);
  }

  #goTo(step: number): void {
    this.#steps?.reached.add(step);
    this.out.write(`$p = ${step}; continue $m;`);
  }

  #leave(step: number): string {
    const { reached, kept, spends } = this.#steps as Steps;
    reached.add(step);
    const back = [...(spends ? ['$b'] : []), ...kept].map((name) => `${slotOf(name)} = ${name}; `);
    return `{ $s = ${step}; ${back.join('')}return $park; }`;
  }

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
    else if (stmt.is === 'let') this.#assign(stmt);
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
        this.#wait(stmt.origin, () => this.parkedIn(stmt, '$i'), after);
        break;
      case 'recv':
        this.#receive(stmt, after);
        break;
      case 'expr':
        this.#awaited(awaitedIn(stmt.code), after);
        break;
      case 'let': {
        const [only] = stmt.bindings;
        invariant(only !== undefined && only.value !== null, 'an operation has one variable');
        this.#value(only.value);
        this.#store(only.pattern, '$i');
        break;
      }
      case 'return':
        invariant(stmt.value !== null, 'an operation stands in a value');
        this.#value(stmt.value);
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

  // --- operations

  /** Nobody looks at the result. */
  #wait(origin: Origin | null, parked: () => void, after: number | null): void {
    const step = after ?? this.#step();
    this.at(origin);
    this.out.write('if (');
    parked();
    this.out.add(`) ${this.#leave(step)}`);
    if (after === null) this.#case(step);
  }

  /** Leaves the result in `$i`. */
  #waitFor(origin: Origin | null, write: () => void): void {
    const step = this.#step();
    this.at(origin);
    this.out.write('if (');
    this.parked('$i', write);
    this.out.add(`) ${this.#leave(step)}`);
    this.#case(step);
    this.mark(origin);
  }

  #receive(stmt: Of<'recv'>, after: number | null): void {
    const receive = (): void => this.operation(stmt.channel, 'recv', [], stmt.origin);
    if (stmt.value === null && stmt.ok === null)
      return this.#wait(stmt.origin, () => this.parked('$i', receive), after);
    this.#waitFor(stmt.origin, receive);
    if (stmt.value !== null) this.#store(stmt.value, '$i');
    if (stmt.ok !== null) this.#store(stmt.ok, '$rt.ok');
  }

  #value(code: Code): void {
    const awaited = awaitedIn(code);
    invariant(awaited !== null, 'an operation stands alone');
    this.#waitFor(awaited.op.origin, () => this.invoke(awaited.op));
  }

  #awaited(awaited: Awaited | null, after: number | null): void {
    invariant(awaited !== null, 'an operation stands alone, or in an assignment');
    const { op, target } = awaited;
    if (target === null) return this.#wait(op.origin, () => this.parked('$i', () => this.invoke(op)), after);
    const { name, operator } = target;
    const steps = this.#steps as Steps;
    steps.note(name);
    // What others can change is read before the operation.
    const isOwn = steps.kept.includes(name) && !mentions(op, name);
    const before = operator === '' || isOwn ? name : this.declare('x');
    if (before !== name) this.out.write(`${before} = ${name}; `);
    this.#waitFor(op.origin, () => this.invoke(op));
    steps.note(name);
    this.out.add(operator === '' ? `${name} = $i;` : `${name} = ${before} ${operator} $i;`);
  }

  /** `pattern = value`, where the pattern's variables stand before the steps. */
  #store(pattern: Code, value: string): void {
    this.#hoist(pattern);
    this.target(pattern, null, () => this.out.write(value));
    this.out.add(';');
  }

  #hoist(pattern: Code): void {
    const steps = this.#steps as Steps;
    for (const name of namesOf(pattern) ?? []) if (steps.free.has(name)) steps.variables.add(name);
  }

  #assign(stmt: Of<'let'>): void {
    this.begin(stmt);
    this.#assignments(stmt);
    this.out.add(';');
  }

  #assignments(stmt: Of<'let'>): void {
    stmt.bindings.forEach(({ pattern, value }, at) => {
      if (at > 0) this.out.write(', ');
      this.#hoist(pattern);
      this.target(pattern, null, () => (value === null ? this.out.write('undefined') : this.code(value)));
    });
  }

  // --- control

  #if(stmt: Of<'if'>, after: number | null): void {
    const { out } = this;
    const names = new Set((this.#steps as Steps).free.keys());
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
    const end = after ?? this.#step();
    const other = otherwise === null ? end : this.#step();
    this.#unless(stmt.test, other);
    this.#list(stmt.body, end);
    if (otherwise !== null) {
      if (!jumps(stmt.body)) {
        this.#goTo(end);
        out.end();
      }
      this.#case(other);
      this.#list(otherwise, end);
    }
    if (after === null) this.#caseIfReached(end);
  }

  #unless(test: Code, step: number): void {
    this.out.write('if (!(');
    this.code(test);
    this.out.write(')) { ');
    this.#goTo(step);
    this.out.add(' }');
  }

  #spend(): void {
    const step = this.#step();
    this.out.add(`if (($b = $b - 1 | 0) === 0) { $b = ${BUDGET}; if ($rt.tick()) ${this.#leave(step)} }`);
    this.#case(step);
  }

  #loop(stmt: Of<'for' | 'while' | 'do-while'>): void {
    const head = this.#step();
    const end = this.#step();
    const update =
      stmt.is === 'for' && stmt.update === null ? head : stmt.is === 'while' ? head : this.#step();
    if (stmt.is === 'for' && stmt.init !== null) {
      if (stmt.init.is === 'let') this.#assignments(stmt.init);
      else this.initial(stmt.init);
      this.out.add(';');
    }
    this.#case(head);
    if (stmt.is !== 'do-while' && stmt.test !== null) this.#unless(stmt.test, end);
    this.#spend();
    this.#turn(stmt, update, end);
    if (update !== head) this.#caseIfReached(update);
    if (stmt.is === 'for' && stmt.update !== null) {
      this.code(stmt.update);
      this.out.add(';');
    }
    if (stmt.is === 'do-while') this.#unless(stmt.test, end);
    this.#again(head);
    this.#caseIfReached(end);
  }

  #again(head: number): void {
    this.#goTo(head);
    this.out.end();
    (this.#steps as Steps).endless = true;
  }

  #turn(stmt: Of<'for' | 'while' | 'do-while' | 'range'>, continues: number, breaks: number): void {
    const { targets } = this.#steps as Steps;
    targets.push({ label: stmt.label, plain: true, breaks, continues });
    this.#list(stmt.body, continues);
    targets.pop();
  }

  #range(stmt: Of<'range'>): void {
    const { out } = this;
    const head = this.#step();
    const end = this.#step();
    const channel = this.declare('c');
    out.write(`${channel} = `);
    this.code(stmt.channel);
    out.add(';');
    this.#case(head);
    this.#spend();
    this.#waitFor(stmt.origin, () => {
      this.mark(stmt.origin);
      out.write(`${channel}.recv()`);
    });
    out.write('if ($rt.ok === false) { ');
    this.#goTo(end);
    out.add(' }');
    this.#store(stmt.binding, '$i');
    this.#turn(stmt, head, end);
    this.#again(head);
    this.#caseIfReached(end);
  }

  #select(stmt: Of<'select'>, after: number | null): void {
    const { out } = this;
    const { targets } = this.#steps as Steps;
    const end = after ?? this.#step();
    const step = this.#step();
    this.announce(stmt.head, stmt.origin);
    out.write('; if (');
    this.parked('$i', () => out.write(`$rt.select(${stmt.head.hasDefault})`));
    out.add(`) ${this.#leave(step)}`);
    this.#case(step);
    this.mark(stmt.origin);
    out.write('switch ($i) ');
    targets.push({ label: null, plain: true, breaks: end, continues: null });
    this.arms(stmt, (body) => {
      this.#inPlace(body, end);
      if (!jumps(body)) out.add('break;');
    });
    targets.pop();
    out.end();
    if (after === null) this.#caseIfReached(end);
  }

  // --- names

  protected override text(part: Extract<CodePart, { is: 'text' | 'verbatim' }>): void {
    const steps = this.#steps;
    if (steps !== null) for (const name of wordsOf(part.text)) steps.note(name);
    super.text(part);
  }

  protected override typeOnly(part: { text: string; js: string }): void {
    const steps = this.#steps;
    if (steps !== null) for (const name of wordsOf(part.js)) steps.note(name);
    super.typeOnly(part);
  }

  // --- statements that stay whole

  override statement(stmt: Stmt): void {
    const targets = this.#steps?.targets;
    const stays = stmt.is === 'switch' || (stmt.is === 'block' && stmt.label !== null);
    if (targets === undefined || !stays) return super.statement(stmt);
    targets.push({ label: stmt.label, plain: stmt.is === 'switch', breaks: 'here', continues: null });
    super.statement(stmt);
    targets.pop();
  }

  protected override jump(stmt: Of<'break' | 'continue'>): void {
    const target = this.#steps?.targets.findLast(({ label, plain, continues }) =>
      stmt.label !== null ? label === stmt.label : stmt.is === 'break' ? plain : continues !== null,
    );
    const step = stmt.is === 'break' ? target?.breaks : target?.continues;
    if (typeof step !== 'number') return super.jump(stmt);
    // In braces: it may be all of an arm.
    this.out.write('{ ');
    this.#goTo(step);
    this.out.write(' }');
  }
}
