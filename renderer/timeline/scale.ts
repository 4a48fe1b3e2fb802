import { STEP_WIDTH } from '../trace/axis.ts';

/** The part of the axis that is shown, and how it maps to pixels. Pure arithmetic: a change makes a new scale. */
export interface Scale {
  /** Position at the left edge. */
  readonly from: number;
  /** Nanoseconds a pixel. */
  readonly perPixel: number;
  /** Pixels. */
  readonly width: number;
}

export const toPixel = (scale: Scale, position: number): number => (position - scale.from) / scale.perPixel;
export const toPosition = (scale: Scale, pixel: number): number => scale.from + pixel * scale.perPixel;
export const endOf = (scale: Scale): number => scale.from + scale.width * scale.perPixel;
export const shownBy = (scale: Scale): number => scale.width * scale.perPixel;

/** No closer than this. */
export const CLOSEST = 1;
/** How much wider than the run a view may be. */
const FARTHEST = 1.25;

/** The least a view shows, however short the run: ten steps of a virtual clock. */
const LEAST_SHOWN = 10 * STEP_WIDTH;

export const farthest = (end: number, width: number): number =>
  (Math.max(end, LEAST_SHOWN) * FARTHEST) / width;

/** Zooms so that the position under `pixel` stays there. Factors above 1 show less. */
export function zoom(scale: Scale, factor: number, pixel: number, end: number): Scale {
  const most = farthest(end, scale.width);
  const perPixel = Math.min(most, Math.max(Math.min(CLOSEST, most), scale.perPixel / factor));
  const held = toPosition(scale, pixel);
  return keepInside({ ...scale, perPixel, from: held - pixel * perPixel }, end);
}

export const pan = (scale: Scale, pixels: number, end: number): Scale =>
  keepInside({ ...scale, from: scale.from + pixels * scale.perPixel }, end);

/** Shows `[from, to)` with a little room on both sides. */
export function fit(scale: Scale, from: number, to: number, end: number): Scale {
  const room = Math.max(to - from, 1) * 0.04;
  const perPixel = Math.max(CLOSEST / 8, (to - from + 2 * room) / scale.width);
  return keepInside({ ...scale, perPixel, from: from - room }, end);
}

/** The whole run. */
export function fitAll(scale: Scale, end: number): Scale {
  return fit({ ...scale, from: 0 }, 0, Math.max(end, LEAST_SHOWN), end);
}

/** Puts `position` at the given share of the width. */
export const centre = (scale: Scale, position: number, end: number, share = 0.5): Scale =>
  keepInside({ ...scale, from: position - scale.width * scale.perPixel * share }, end);

/** The run's beginning may be at most in the middle of the view, and so may its end. */
function keepInside(scale: Scale, end: number): Scale {
  const half = (scale.width / 2) * scale.perPixel;
  return { ...scale, from: Math.min(Math.max(scale.from, -half), Math.max(end, LEAST_SHOWN) - half) };
}

/** The same view snapped to whole pixels of the axis, so that panning moves a picture instead of drawing a new one. */
export const snapped = (scale: Scale): Scale => ({
  ...scale,
  from: Math.round(scale.from / scale.perPixel) * scale.perPixel,
});
