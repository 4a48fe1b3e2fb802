import { GoroutineLane } from '../trace/lanes.ts';
import type { TraceStore } from '../trace/store.ts';
import type { LaneRef } from '../trace/lane-ref.ts';
import { laneOf, type Layout } from './layout.ts';
import { GUTTER, RULER } from './protocol.ts';
import { toPosition, type Scale } from './scale.ts';

/** What lies under a point. */
export interface Hit {
  readonly lane: LaneRef | null;
  readonly part: 'ruler' | 'name' | 'lane' | 'nothing';
  readonly position: number;
  /** Index of the slice there; -1: none. */
  readonly slice: number;
}

/** Slices this many pixels away still count: a short one must be hittable. */
const SLACK = 3;

/** The lane and slice under a point of the canvas, in page pixels. `top`: how far the lanes are scrolled. */
export function hitTest(
  store: TraceStore,
  layout: Layout,
  scale: Scale,
  top: number,
  x: number,
  y: number,
): Hit {
  const position = toPosition(scale, x - GUTTER);
  if (y < RULER) return { lane: null, part: x < GUTTER ? 'nothing' : 'ruler', position, slice: -1 };
  const lane = layout.lanes[layout.laneAt(y - RULER + top)] ?? null;
  if (lane === null) return { lane, part: 'nothing', position, slice: -1 };
  if (x < GUTTER) return { lane, part: 'name', position, slice: -1 };
  return { lane, part: 'lane', position, slice: sliceAt(store, lane, position, scale.perPixel) };
}

/** The slice at a position, or a short one right beside it. */
export function sliceAt(store: TraceStore, ref: LaneRef, position: number, perPixel: number): number {
  const lane = laneOf(store, ref);
  if (lane === undefined) return -1;
  const { records } = lane instanceof GoroutineLane ? lane.life : lane.level;
  if (position > store.axis.end + SLACK * perPixel) return -1;
  const under = records.at(position);
  const next = under + 1;
  if (next < records.count) {
    const begins = records.position(next);
    const ends = next + 1 < records.count ? records.position(next + 1) : store.axis.end;
    const near = begins - position <= SLACK * perPixel;
    const short = ends - begins < SLACK * perPixel;
    const wide = under >= 0 && begins - records.position(under) > 4 * SLACK * perPixel;
    if (near && short && wide) return next;
  }
  return under;
}
