/** One line of a chart: per column the least, the most and the average; NaN where there is nothing to say. */
export interface ChartLine {
  readonly least: ArrayLike<number>;
  readonly most: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  readonly colour: string;
}

/** The part of a 2D context the painter uses. */
export interface ChartContext {
  fillStyle: unknown;
  globalAlpha: number;
  clearRect(x: number, y: number, width: number, height: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
}

export interface ChartPicture {
  readonly lines: readonly ChartLine[];
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The value at the top. */
  readonly top: number;
  readonly grid: string;
  readonly thickness: number;
}

/**
 * Paints any number of points as one bar per pixel column, from the least to the most of its values, with the average
 * standing out: nothing between the extremes is hidden, and a frame costs the same however many points there are.
 */
export function paintColumns(context: ChartContext, picture: ChartPicture): void {
  const { lines, width, height, top, grid, thickness } = picture;
  context.clearRect(0, 0, width, height);
  context.fillStyle = grid;
  context.globalAlpha = 1;
  for (const share of [0, 0.5, 1]) {
    context.fillRect(0, Math.min(height - 1, Math.round(share * (height - 1))), width, 1);
  }
  for (const { least, most, mean, colour } of lines) {
    const columns = mean.length;
    if (columns === 0) continue;
    const wide = width / columns;
    context.fillStyle = colour;
    let before = Number.NaN;
    for (let x = 0; x < columns; x++) {
      const low = yOf(least[x] as number, top, height);
      const high = yOf(most[x] as number, top, height);
      const middle = yOf(mean[x] as number, top, height);
      if (Number.isNaN(middle)) {
        before = Number.NaN;
        continue;
      }
      context.globalAlpha = 0.35;
      context.fillRect(x * wide, high, wide, Math.max(0, low - high));
      context.globalAlpha = 1;
      const from = Number.isNaN(before) ? middle : Math.min(before, middle);
      const to = Number.isNaN(before) ? middle : Math.max(before, middle);
      context.fillRect(x * wide, from - thickness / 2, Math.max(wide, thickness), to - from + thickness);
      before = middle;
    }
  }
  context.globalAlpha = 1;
}

/** Pixels from the top; values stay one pixel inside. */
export const yOf = (value: number, top: number, height: number): number =>
  height - 1 - (Math.min(value, top) / top) * (height - 2);

/** A round value at or above the largest of these: the top of a chart. */
export function topOf(values: readonly ArrayLike<number>[]): number {
  let most = 0;
  for (const list of values) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i] as number;
      if (value > most) most = value;
    }
  }
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const digit = most / power;
  return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
}
