import { invariant } from '../../base/assert.ts';
import type { Code, CodePart, Origin, Stmt } from '../../ir/program.ts';
import { RuntimePrinter } from './printer.ts';
import { awaitedIn, namesOf, type Awaited } from './step-shape.ts';
import { mentions, slotOf, wordsOf, type Steps } from './step-state.ts';

type Of<Kind extends Stmt['is']> = Extract<Stmt, { is: Kind }>;

/** Prints the operations of a function in steps: where one waits, the next step begins. See `StepPrinter`. */
export abstract class StepOperations extends RuntimePrinter {
  /** Of the function being printed in steps; null elsewhere. */
  protected steps: Steps | null = null;

  // --- steps

  protected nextStep(): number {
    return ++(this.steps as Steps).count;
  }

  /** What follows can be gone on with from here. */
  protected beginStep(step: number): void {
    const steps = this.steps as Steps;
    steps.stretch++;
    steps.endless = false;
    this.out.add(`case ${step}:`);
  }

  /** The same, if anything leads here. */
  protected beginStepIfReached(step: number): void {
    if (this.steps?.reached.has(step) === true) this.beginStep(step);
  }

  protected goTo(step: number): void {
    this.steps?.reached.add(step);
    this.out.write(`$p = ${step}; continue $m;`);
  }

  protected leave(step: number): string {
    const { reached, kept, spends } = this.steps as Steps;
    reached.add(step);
    const back = [...(spends ? ['$b'] : []), ...kept].map((name) => `${slotOf(name)} = ${name}; `);
    return `{ $s = ${step}; ${back.join('')}return $park; }`;
  }

  // --- operations

  /** Nobody looks at the result. */
  protected suspend(origin: Origin | null, parked: () => void, after: number | null): void {
    const step = after ?? this.nextStep();
    this.at(origin);
    this.out.write('if (');
    parked();
    this.out.add(`) ${this.leave(step)}`);
    if (after === null) this.beginStep(step);
  }

  /** Leaves the result in `$i`. */
  protected suspendFor(origin: Origin | null, write: () => void): void {
    const step = this.nextStep();
    this.at(origin);
    this.out.write('if (');
    this.parked('$i', write);
    this.out.add(`) ${this.leave(step)}`);
    this.beginStep(step);
    this.mark(origin);
  }

  protected receive(stmt: Of<'recv'>, after: number | null): void {
    const receive = (): void => this.operation(stmt.channel, 'recv', [], stmt.origin);
    if (stmt.value === null && stmt.ok === null)
      return this.suspend(stmt.origin, () => this.parked('$i', receive), after);
    this.suspendFor(stmt.origin, receive);
    if (stmt.value !== null) this.store(stmt.value, '$i');
    if (stmt.ok !== null) this.store(stmt.ok, '$rt.ok');
  }

  protected awaitedValue(code: Code): void {
    const awaited = awaitedIn(code);
    invariant(awaited !== null, 'an operation stands alone');
    this.suspendFor(awaited.op.origin, () => this.invoke(awaited.op));
  }

  protected awaited(awaited: Awaited | null, after: number | null): void {
    invariant(awaited !== null, 'an operation stands alone, or in an assignment');
    const { op, target } = awaited;
    if (target === null)
      return this.suspend(op.origin, () => this.parked('$i', () => this.invoke(op)), after);
    const { name, operator } = target;
    const steps = this.steps as Steps;
    steps.note(name);
    // What others can change is read before the operation.
    const isOwn = steps.kept.includes(name) && !mentions(op, name);
    const before = operator === '' || isOwn ? name : this.declare('x');
    if (before !== name) this.out.write(`${before} = ${name}; `);
    this.suspendFor(op.origin, () => this.invoke(op));
    steps.note(name);
    this.out.add(operator === '' ? `${name} = $i;` : `${name} = ${before} ${operator} $i;`);
  }

  /** `pattern = value`, where the pattern's variables stand before the steps. */
  protected store(pattern: Code, value: string): void {
    this.hoist(pattern);
    this.target(pattern, null, () => this.out.write(value));
    this.out.add(';');
  }

  protected hoist(pattern: Code): void {
    const steps = this.steps as Steps;
    for (const name of namesOf(pattern) ?? []) if (steps.free.has(name)) steps.variables.add(name);
  }

  protected assign(stmt: Of<'let'>): void {
    this.begin(stmt);
    this.assignments(stmt);
    this.out.add(';');
  }

  protected assignments(stmt: Of<'let'>): void {
    stmt.bindings.forEach(({ pattern, value }, at) => {
      if (at > 0) this.out.write(', ');
      this.hoist(pattern);
      this.target(pattern, null, () => (value === null ? this.out.write('undefined') : this.code(value)));
    });
  }

  // --- names

  protected override text(part: Extract<CodePart, { is: 'text' | 'verbatim' }>): void {
    const steps = this.steps;
    if (steps !== null) for (const name of wordsOf(part.text)) steps.note(name);
    super.text(part);
  }

  protected override typeOnly(part: { text: string; js: string }): void {
    const steps = this.steps;
    if (steps !== null) for (const name of wordsOf(part.js)) steps.note(name);
    super.typeOnly(part);
  }
}
