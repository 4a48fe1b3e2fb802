import type { TakenChoices } from '../chooser.ts';

const MOST_CHECKPOINTS = 16;

/**
 * A running checksum of the decisions taken, with checkpoints at even distances: at most sixteen however long the
 * run, so that a schedule stays short and a replay that diverges is stopped near the place.
 */
export class Tally implements TakenChoices {
  count = 0;
  checksum = 0;
  checkpoints: number[] = [];
  stride = 256;

  add(point: number, options: number, choice: number): void {
    // Order and every value matter.
    let sum = Math.imul(this.checksum ^ choice, 0x01000193);
    sum = Math.imul(sum ^ options, 0x01000193) + point;
    this.checksum = (sum ^ (sum >>> 15)) | 0;
    this.count++;
    if ((this.count & (this.stride - 1)) === 0) this.checkpoint();
  }

  private checkpoint(): void {
    this.checkpoints.push(this.checksum);
    if (this.checkpoints.length <= MOST_CHECKPOINTS) return;
    this.stride *= 2;
    this.checkpoints = this.checkpoints.filter((_, at) => at % 2 === 1);
  }
}
