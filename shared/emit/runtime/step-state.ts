import type { Func, Hoistable, Op } from '../../ir/program.ts';
import { codeContains, codesOfOp } from '../../ir/visit.ts';
import { declaredByLet, turns } from './step-shape.ts';

/** Where `break` and `continue` lead: to a step, or, from within one statement, where JavaScript has it. */
export interface Target {
  readonly label: string | null;
  /** Meant by a `break` without a label. */
  readonly plain: boolean;
  readonly breaks: number | 'here';
  readonly continues: number | null;
}

/** What is known of a function while it is printed in steps. */
export class Steps {
  /** What may stand before the steps. */
  readonly free: ReadonlyMap<string, Hoistable>;
  /** Variables that change and are this function's alone: each step keeps them at hand, and puts them back. */
  readonly kept: readonly string[];
  readonly spends: boolean;
  readonly variables = new Set<string>();
  /** In which stretches between two steps a name is used. */
  readonly seen = new Map<string, Set<number>>();
  readonly targets: Target[] = [];
  readonly reached = new Set<number>();
  stretch = 0;
  /** What was printed last leads back to the head of a loop. */
  endless = false;
  count = 0;

  constructor(func: Func) {
    this.free = new Map(func.hoistable.map((one) => [one.name, one]));
    const changing = func.hoistable.filter(({ changes, shared }) => changes && !shared);
    const declared = new Set(declaredByLet(func.body));
    this.kept = changing.map(({ name }) => name).filter((name) => declared.has(name));
    this.spends = turns(func.body);
  }

  note(name: string): void {
    const seen = this.seen.get(name) ?? new Set();
    this.seen.set(name, seen.add(this.stretch));
  }

  /** Set and used between two steps: of no interest to those that follow. */
  passes(name: string): boolean {
    const free = this.free.get(name);
    return free !== undefined && !free.changes && !free.shared && this.seen.get(name)?.size === 1;
  }
}

/** Where a variable is while the goroutine waits. */
export const slotOf = (name: string): string => (name === '$b' ? '$n' : `$$${name}`);

export const wordsOf = (text: string): readonly string[] =>
  text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [];

/** Does the operation's code contain this word? */
export function mentions(op: Op, name: string): boolean {
  return codesOfOp(op).some((code) =>
    codeContains(code, (part) => part.is === 'func' || ('text' in part && wordsOf(part.text).includes(name))),
  );
}
