import type { Axis } from '../trace/axis.ts';
import { STEP_WIDTH } from '../trace/axis.ts';
import { timeText } from '../trace/time-text.ts';
import { toPixel, toPosition, type Scale } from './scale.ts';

export interface Tick {
  readonly pixel: number;
  readonly label: string;
}

/** Pixels between ticks, at least. */
const APART = 76;

/** Round positions to label, and what to write there. Labels are readings of the run's clock. */
export function ticks(scale: Scale, axis: Axis, locale: string): Tick[] {
  const step = roundStep(scale.perPixel * APART);
  const found: Tick[] = [];
  const last = Math.floor(toPosition(scale, scale.width) / step);
  for (let i = Math.max(0, Math.ceil(scale.from / step)); i <= last; i++) {
    const position = i * step;
    found.push({ pixel: toPixel(scale, position), label: labelAt(axis, position, step, locale) });
  }
  return found;
}

/** 1, 2 or 5 times a power of ten, not smaller than `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  const digit = least / power;
  return Math.max(1, (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power);
}

/**
 * A reading with as many digits as the step needs. Where a virtual clock stands still, ticks closer together than the
 * work in between are told apart by the step number, `#412`.
 */
function labelAt(axis: Axis, position: number, step: number, locale: string): string {
  if (axis.kind === 'virtual' && axis.standsStillAt(position) && position > 0) {
    const steps = Math.round((position - axis.clockAt(position)) / STEP_WIDTH);
    return step >= STEP_WIDTH ? `#${steps.toLocaleString(locale)}` : '';
  }
  // Round positions of a virtual clock are no round readings.
  return timeText(axis.clockAt(position), axis.kind === 'real' ? step : step / 10, locale);
}
