/** Text by lines, indented as it is written. Positions are 1-based. */
export class Lines {
  /** The lines that are complete. */
  readonly #lines: string[] = [];
  #current = '';
  #indent = '';

  get line(): number {
    return this.#lines.length + 1;
  }

  /** Column at which the next character will stand. */
  get column(): number {
    return (this.#current || this.#indent).length + 1;
  }

  /** Appends; what follows a line break in it is indented. */
  write(text: string): void {
    // Nearly everything is a piece of one line.
    if (!text.includes('\n')) return this.#append(text);
    const [first = '', ...rest] = text.split('\n');
    this.#append(first);
    for (const line of rest) {
      this.end();
      this.#append(line.endsWith('\r') ? line.slice(0, -1) : line);
    }
  }

  /** Appends text whose line breaks and white space count. */
  verbatim(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    this.#append(first);
    for (const line of rest) {
      this.end();
      this.#current = line;
    }
  }

  /** Ends the line. */
  end(): void {
    this.#lines.push(this.#current);
    this.#current = '';
  }

  /** One whole line, or several. */
  add(text: string): void {
    this.write(text);
    this.end();
  }

  indented(write: () => void): void {
    this.#within(`${this.#indent}  `, write);
  }

  /** Indents by what the line at hand begins with: for a block that opens in the middle of an expression. */
  fromHere(write: () => void): void {
    const line = this.#current;
    let spaces = 0;
    while (line[spaces] === ' ') spaces++;
    this.#within(line === '' ? this.#indent : line.slice(0, spaces), write);
  }

  /** Keeps a line free, to be filled once what follows is known. */
  reserve(): (text: string) => void {
    const at = this.#lines.length;
    const indent = this.#indent;
    this.end();
    return (text) => {
      this.#lines[at] = text === '' ? '' : indent + text;
    };
  }

  /** All of it, with a line break at the end. */
  toString(): string {
    return `${[...this.#lines, this.#current].join('\n').trimEnd()}\n`;
  }

  #append(text: string): void {
    if (text === '') return;
    this.#current = this.#current === '' ? this.#indent + text : this.#current + text;
  }

  #within(indent: string, write: () => void): void {
    const before = this.#indent;
    this.#indent = indent;
    write();
    this.#indent = before;
  }
}
