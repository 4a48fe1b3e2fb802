/** Text by lines, indented as it is written. Positions are 1-based. */
export class Lines {
  readonly #lines: string[] = [''];
  #indent = '';

  get line(): number {
    return this.#lines.length;
  }

  /** Column at which the next character will stand. */
  get column(): number {
    return (this.#current || this.#indent).length + 1;
  }

  get #current(): string {
    return this.#lines[this.#lines.length - 1] ?? '';
  }

  /** Appends; what follows a line break in it is indented. */
  write(text: string): void {
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
    for (const line of rest) this.#lines.push(line);
  }

  /** Ends the line. */
  end(): void {
    this.#lines.push('');
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
    const here = /^ */.exec(this.#current)?.[0] ?? '';
    this.#within(this.#current === '' ? this.#indent : here, write);
  }

  /** Keeps a line free, to be filled once what follows is known. */
  reserve(): (text: string) => void {
    const at = this.#lines.length - 1;
    const indent = this.#indent;
    this.end();
    return (text) => {
      this.#lines[at] = text === '' ? '' : indent + text;
    };
  }

  /** All of it, with a line break at the end. */
  toString(): string {
    return `${this.#lines.join('\n').trimEnd()}\n`;
  }

  #append(text: string): void {
    if (text === '') return;
    const current = this.#current;
    this.#lines[this.#lines.length - 1] = current === '' ? this.#indent + text : current + text;
  }

  #within(indent: string, write: () => void): void {
    const before = this.#indent;
    this.#indent = indent;
    write();
    this.#indent = before;
  }
}
