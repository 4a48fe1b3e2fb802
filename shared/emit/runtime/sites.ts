import type { Origin } from '../../ir/program.ts';

/** Numbers the places of a program, and remembers where each is in the generated code. */
export class Sites {
  readonly table: (Origin | null)[] = [null];
  readonly positions: (readonly [line: number, column: number, site: number])[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a place; 0 for none. */
  number(origin: Origin | null): number {
    if (origin === null) return 0;
    const key = `${origin.node} ${origin.param} ${origin.line} ${origin.column}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const site = this.table.push(origin) - 1;
    this.#numbers.set(key, site);
    return site;
  }

  /** Code for this place begins here. Places on one line of the document share a position on one line of code. */
  mark(line: number, column: number, origin: Origin | null): void {
    const last = this.positions.at(-1);
    if (last !== undefined && last[0] === line) {
      const before = this.table[last[2]] ?? null;
      if (before === origin || (before !== null && origin !== null && sameLine(before, origin))) return;
      if (last[1] === column) this.positions.pop();
    }
    this.positions.push([line, column, this.number(origin)]);
  }
}

const sameLine = (a: Origin, b: Origin): boolean =>
  a.line === b.line && a.node === b.node && a.param === b.param;
