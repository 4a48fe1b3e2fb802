import type { GraphDocument, GraphNode } from '../../shared/graph/document.ts';
import type { Point } from '../../shared/graph/edits.ts';
import { NO_GUIDES, type Guides } from './canvas-store.ts';
import { GRID, shapeOf } from './geometry.ts';

/** Puts a dragged block into line with its neighbours: edges and ports, so that straight pipelines become straight. */
export interface Aligned {
  readonly at: Point;
  readonly guides: Guides;
}

/** Neighbours further away than this do not pull. */
const REACH = 1400;

/**
 * Where a block at `raw` goes.
 * @param near how close, in canvas pixels, a line must be to pull
 * @param moving ids that move along and therefore do not pull
 */
export function align(
  document: GraphDocument,
  node: GraphNode,
  raw: Point,
  moving: ReadonlySet<string>,
  near: number,
): Aligned {
  const own = linesOf(node, raw);
  let [bestX, bestY] = [near, near];
  let [dx, dy] = [0, 0];
  let [guideX, guideY]: [number | null, number | null] = [null, null];
  for (const other of Object.values<GraphNode>(document.nodes)) {
    if (moving.has(other.id) || Math.hypot(other.x - raw.x, other.y - raw.y) > REACH) continue;
    const theirs = linesOf(other, other);
    for (const x of own.x) {
      for (const target of theirs.x) {
        if (Math.abs(target - x) >= bestX) continue;
        [bestX, dx, guideX] = [Math.abs(target - x), target - x, target];
      }
    }
    for (const y of own.y) {
      for (const target of theirs.y) {
        if (Math.abs(target - y) >= bestY) continue;
        [bestY, dy, guideY] = [Math.abs(target - y), target - y, target];
      }
    }
  }
  const grid = (value: number): number => Math.round(value / GRID) * GRID;
  return {
    at: { x: guideX === null ? grid(raw.x) : raw.x + dx, y: guideY === null ? grid(raw.y) : raw.y + dy },
    guides:
      guideX === null && guideY === null
        ? NO_GUIDES
        : { x: guideX === null ? [] : [guideX], y: guideY === null ? [] : [guideY] },
  };
}

/** The lines of a block that want to be in line: left and middle across, the rows of its ports down. */
function linesOf(
  node: GraphNode,
  at: Point,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const { width, ports } = shapeOf(node);
  const rows = new Set(
    ports.filter(({ side }) => side === 'left' || side === 'right').map(({ y }) => at.y + y),
  );
  return { x: [at.x, at.x + width / 2], y: rows.size === 0 ? [at.y] : [...rows] };
}
