/** The lines a program printed: where they stand, who printed them, and which text of the run's table they are. */
export class LogLines {
  count = 0;
  #positions = new Float64Array(64);
  #rest = new Uint32Array(64 * 3);

  get bytes(): number {
    return this.#positions.byteLength + this.#rest.byteLength;
  }

  push(position: number, row: number, text: number, site: number): void {
    if (this.count === this.#positions.length) {
      const positions = new Float64Array(this.count * 2);
      positions.set(this.#positions);
      this.#positions = positions;
      const rest = new Uint32Array(this.count * 6);
      rest.set(this.#rest);
      this.#rest = rest;
    }
    this.#positions[this.count] = position;
    this.#rest.set([row, text, site], this.count * 3);
    this.count++;
  }

  position(index: number): number {
    return this.#positions[index] as number;
  }

  /** Row of the goroutine. */
  row(index: number): number {
    return this.#rest[index * 3] as number;
  }

  text(index: number): number {
    return this.#rest[index * 3 + 1] as number;
  }

  site(index: number): number {
    return this.#rest[index * 3 + 2] as number;
  }

  /** Lines at or before a position. */
  before(position: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#positions[middle] as number) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
