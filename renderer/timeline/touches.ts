import { GUTTER, RULER, type Act } from './protocol.ts';

/** Pixels a finger may move and still tap. */
const TAP = 8;

interface Finger {
  readonly startX: number;
  readonly startY: number;
  x: number;
  y: number;
}

/**
 * Fingers on the timeline, as acts: one moves the picture under it, or the moment when it began on the ruler; two pull
 * the picture apart or push it together, around the place between them; a tap selects.
 */
export class Touches {
  readonly #fingers = new Map<number, Finger>();
  readonly #laneHeight: () => number;
  /** More than a tap. */
  #moved = false;
  /** Pixels moved up or down that are no whole lane yet. */
  #rest = 0;

  constructor(laneHeight: () => number) {
    this.#laneHeight = laneHeight;
  }

  down(id: number, x: number, y: number): readonly Act[] {
    if (this.#fingers.size === 0) {
      this.#moved = false;
      this.#rest = 0;
    } else this.#moved = true;
    this.#fingers.set(id, { startX: x, startY: y, x, y });
    return [];
  }

  move(id: number, x: number, y: number): readonly Act[] {
    const finger = this.#fingers.get(id);
    if (finger === undefined) return [];
    const [dx, dy] = [x - finger.x, y - finger.y];
    const other = [...this.#fingers.entries()].find(([each]) => each !== id)?.[1];
    finger.x = x;
    finger.y = y;
    if (other !== undefined) return pinched(other, x - dx, x);
    this.#moved ||= Math.hypot(x - finger.startX, y - finger.startY) > TAP;
    if (!this.#moved) return [];
    if (onRuler(finger)) return [{ is: 'moment', x: Math.max(GUTTER, x) }];
    return [...(dx === 0 ? [] : [{ is: 'pan', pixels: -dx } as const]), ...this.#scrolled(dy)];
  }

  up(id: number): readonly Act[] {
    const finger = this.#fingers.get(id);
    this.#fingers.delete(id);
    if (finger === undefined || this.#moved) return [];
    return [{ is: 'select', x: finger.x, y: finger.y }];
  }

  cancel(id: number): void {
    this.#fingers.delete(id);
    this.#moved = true;
  }

  #scrolled(dy: number): readonly Act[] {
    this.#rest -= dy;
    const lanes = Math.trunc(this.#rest / this.#laneHeight());
    this.#rest -= lanes * this.#laneHeight();
    return lanes === 0 ? [] : [{ is: 'scroll', lanes }];
  }
}

const onRuler = ({ startX, startY }: Finger): boolean => startY < RULER && startX >= GUTTER;

/** Fingers nearer than this are one place: to divide by their distance would throw the picture about. */
const TOGETHER = 24;

/** One of two fingers moved across: what lies under the other stays there. */
function pinched(other: Finger, before: number, after: number): readonly Act[] {
  const [was, is] = [Math.abs(before - other.x), Math.abs(after - other.x)];
  if (was < TOGETHER || is < TOGETHER) return [];
  return [{ is: 'zoom', factor: is / was, x: other.x }];
}
