/** The newest bytes of a stream: all that is kept of what a process says while it works. */
export class Tail {
  private readonly limit: number;
  private parts: Buffer[] = [];
  private bytes = 0;

  /** @param limit bytes to keep */
  constructor(limit: number) {
    this.limit = limit;
  }

  push(part: Buffer): void {
    const kept = part.subarray(Math.max(0, part.length - this.limit));
    this.parts.push(kept);
    this.bytes += kept.length;
    while (this.bytes - (this.parts[0]?.length ?? 0) >= this.limit) {
      this.bytes -= this.parts.shift()?.length ?? 0;
    }
  }

  /** As UTF-8; a character cut in two at the front shows as a replacement mark. */
  text(): string {
    const all = Buffer.concat(this.parts);
    return all.subarray(Math.max(0, all.length - this.limit)).toString('utf8');
  }
}
