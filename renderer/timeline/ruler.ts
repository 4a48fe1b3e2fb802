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
  if (axis.kind === 'virtual') return virtualTicks(scale, axis, locale);
  const step = roundStep(scale.perPixel * APART);
  const found: Tick[] = [];
  const last = Math.floor(toPosition(scale, scale.width) / step);
  for (let i = Math.max(0, Math.ceil(scale.from / step)); i <= last; i++) {
    const position = i * step;
    found.push({ pixel: toPixel(scale, position), label: timeText(axis.clockAt(position), step, locale) });
  }
  return found;
}

/**
 * A virtual clock is labelled at its round readings, wherever they are. The stretches between them where it stands
 * still and much happens are labelled with round step numbers, `#400`.
 */
function virtualTicks(scale: Scale, axis: Axis, locale: string): Tick[] {
  const last = Math.min(toPosition(scale, scale.width), axis.end);
  const [begin, end] = [axis.clockAt(Math.max(0, scale.from)), axis.clockAt(last)];
  const step = roundStep(Math.max((end - begin) / (scale.width / APART), 1));
  const found: Tick[] = [];
  const add = (pixel: number, label: string): void => {
    const before = found.at(-1)?.pixel ?? -Infinity;
    if (pixel >= 0 && pixel <= scale.width && pixel - before >= APART) found.push({ pixel, label });
  };
  const count = end > begin ? Math.floor(end / step) - Math.ceil(begin / step) : 0;
  for (let i = 0; i <= count; i++) {
    const reading = (Math.ceil(begin / step) + i) * step;
    const pixel = toPixel(scale, reading === 0 ? 0 : axis.positionOf(reading));
    stepTicks(scale, axis, locale, toPosition(scale, found.at(-1)?.pixel ?? 0), pixel, add);
    add(pixel, timeText(reading, step, locale));
  }
  stepTicks(scale, axis, locale, toPosition(scale, found.at(-1)?.pixel ?? 0), scale.width + APART, add);
  return found;
}

/** Round step numbers from a position to a pixel, as far as the clock stands still there. */
function stepTicks(
  scale: Scale,
  axis: Axis,
  locale: string,
  from: number,
  to: number,
  add: (pixel: number, label: string) => void,
): void {
  const every = Math.max(roundStep((scale.perPixel * APART) / STEP_WIDTH), 1);
  const until = toPosition(scale, to - APART);
  const first = axis.stepAt(Math.max(0, from));
  const wanted = Math.ceil(first / every);
  for (let i = 0; i < MOST_STEP_TICKS; i++) {
    const steps = (wanted + i) * every;
    const position = axis.positionOfStep(steps);
    if (position > until || position > axis.end) return;
    if (position < from || !axis.standsStillAt(position)) continue;
    add(toPixel(scale, position), steps === 0 ? '0' : `#${steps.toLocaleString(locale)}`);
  }
}

/** A ruler has no room for more. */
const MOST_STEP_TICKS = 200;

/** 1, 2 or 5 times a power of ten, not smaller than `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  const digit = least / power;
  return Math.max(1, (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power);
}
