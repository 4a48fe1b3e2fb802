import type { ReactFlowInstance, Viewport } from '@xyflow/react';
import type { GraphDocument, GraphGroup, GraphNode, GraphNote } from '../../shared/graph/document.ts';
import type { Box, Point, Selection } from '../../shared/graph/edits.ts';
import { settings } from '../stores/settings-store.ts';
import { shapeOf } from './geometry.ts';
import { boxOfNote } from './note-size.ts';
import type { FlowNode, WireEdge } from './to-flow.ts';

/** Where a person looks: bounds of what is drawn, and the moves of the view. */

export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 3;
/** A fitted drawing is never larger than life. */
const FIT_ZOOM = 1;
/** Unless it is shown to a hall: then it fills what there is. */
const SHOWN_ZOOM = 2;
/** Room around a fitted drawing: ends of wires, marks of ports, a badge. */
const PADDING = 16;
/** What lies over the canvas in its lower corners, in page pixels: the zoom bar and the overview. */
const CORNERS = { zoom: { width: 184, height: 44 }, map: { width: 168, height: 104 } } as const;

/** How long the view takes to get somewhere, in milliseconds. */
const moveTime = (): number => (settings.get().reducedMotion ? 0 : 240);

export const boxOfNode = (node: GraphNode): Box => {
  const { width, height } = shapeOf(node);
  return { x: node.x, y: node.y, width, height };
};

/** The box around a selection, or around everything; null when there is nothing. */
export function boundsOf(document: GraphDocument, part: Partial<Selection> | null = null): Box | null {
  return around(boxesOf(document, part));
}

export function boxesOf(document: GraphDocument, part: Partial<Selection> | null = null): readonly Box[] {
  const wanted = (ids: readonly string[] | undefined, id: string): boolean =>
    part === null || (ids ?? []).includes(id);
  return [
    ...Object.values<GraphNode>(document.nodes)
      .filter((node) => wanted(part?.nodes, node.id))
      .map(boxOfNode),
    ...Object.values<GraphGroup>(document.groups).filter((group) => wanted(part?.groups, group.id)),
    ...Object.values<GraphNote>(document.notes)
      .filter((note) => wanted(part?.notes, note.id))
      .map(boxOfNote),
  ];
}

export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

interface Frame {
  readonly width: number;
  readonly height: number;
}

/** The view that shows a box in a frame, as large as fits and no larger than life. */
export function viewOf(box: Box, frame: Frame, most = FIT_ZOOM): Viewport {
  const room = (size: number): number => Math.max(1, size - 2 * PADDING);
  const zoom = Math.max(
    MIN_ZOOM,
    Math.min(most, room(frame.width) / Math.max(1, box.width), room(frame.height) / Math.max(1, box.height)),
  );
  return {
    zoom,
    x: frame.width / 2 - (box.x + box.width / 2) * zoom,
    y: frame.height / 2 - (box.y + box.height / 2) * zoom,
  };
}

/**
 * The view that shows all of these boxes with none under the zoom bar or the overview: the largest there is, and of
 * those the one most in the middle. `root`: how much larger the page's texts are set than usual.
 */
export function clearViewOf(boxes: readonly Box[], frame: Frame, root = 1): Viewport | null {
  const all = around(boxes);
  if (all === null) return null;
  const most = root > 1 ? SHOWN_ZOOM : FIT_ZOOM;
  const clear = ({ x, y, zoom }: Viewport): boolean =>
    boxes.every((box) => {
      const bottom = (box.y + box.height) * zoom + y;
      const [left, right] = [box.x * zoom + x, (box.x + box.width) * zoom + x];
      const { zoom: bar, map } = CORNERS;
      return (
        (bottom <= frame.height - bar.height * root || left >= bar.width * root) &&
        (bottom <= frame.height - map.height || right <= frame.width - map.width)
      );
    });
  let best: Viewport | null = null;
  for (const { below, left, right } of INSETS) {
    const inner = { width: frame.width - left - right, height: frame.height - below };
    if (inner.width < 100 || inner.height < 100) continue;
    const view = viewOf(all, inner, most);
    const there = { ...view, x: view.x + left };
    if (clear(there) && (best === null || there.zoom > best.zoom + 0.005)) best = there;
  }
  return best ?? viewOf(all, frame, most);
}

/** Where a drawing may keep clear of the corners: below, or beside. */
const INSETS = [
  { below: 0, left: 0, right: 0 },
  { below: 32, left: 0, right: 0 },
  { below: 64, left: 0, right: 0 },
  { below: 92, left: 0, right: 0 },
  { below: 28, left: 0, right: CORNERS.map.width },
  { below: 0, left: 0, right: CORNERS.map.width },
  { below: 0, left: CORNERS.zoom.width, right: CORNERS.map.width },
] as const;

/** Whether a box is wholly inside the part of the canvas that a view shows. */
export function isInView(box: Box, { x, y, zoom }: Viewport, frame: Frame): boolean {
  const left = box.x * zoom + x;
  const top = box.y * zoom + y;
  return (
    left >= 0 && top >= 0 && left + box.width * zoom <= frame.width && top + box.height * zoom <= frame.height
  );
}

/** The canvas's view, while there is a canvas. */
export class CanvasView {
  readonly flow: ReactFlowInstance<FlowNode, WireEdge>;
  readonly element: HTMLElement;

  constructor(flow: ReactFlowInstance<FlowNode, WireEdge>, element: HTMLElement) {
    this.flow = flow;
    this.element = element;
  }

  get frame(): Frame {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  /** Shows all of a drawing, clear of what lies over the canvas. */
  fit(drawing: GraphDocument, { at = moveTime() }: { at?: number } = {}): void {
    const root = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
    const view = clearViewOf(boxesOf(drawing), this.frame, root) ?? { x: 0, y: 0, zoom: 1 };
    void this.flow.setViewport(view, { duration: at });
  }

  /** Brings a box into view, moving no more than it must, and near enough to be read. */
  reveal(box: Box): void {
    const now = this.flow.getViewport();
    if (now.zoom >= 0.7 && isInView(box, now, this.frame)) return;
    const zoom = Math.min(viewOf(box, this.frame, 1).zoom, 1);
    void this.flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, {
      zoom: Math.min(zoom, Math.max(now.zoom, 0.8)),
      duration: moveTime(),
    });
  }

  zoomBy(factor: number): void {
    void this.flow.zoomTo(Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, this.flow.getZoom() * factor)), {
      duration: Math.min(120, moveTime()),
    });
  }

  zoomTo(zoom: number): void {
    void this.flow.zoomTo(zoom, { duration: Math.min(120, moveTime()) });
  }

  /** The middle of what is in view, on the canvas. */
  middle(): Point {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    return this.flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
  }

  at(screen: Point): Point {
    return this.flow.screenToFlowPosition(screen);
  }

  /** From canvas to the element's own pixels. */
  inside(point: Point): Point {
    const { x, y, zoom } = this.flow.getViewport();
    return { x: point.x * zoom + x, y: point.y * zoom + y };
  }
}

/** What is asked of the view before there is one: the canvas is in sight before React Flow has measured it. */
export class EarlyActs {
  #view: CanvasView | null = null;
  #waiting: ((view: CanvasView) => void)[] = [];

  begin(view: CanvasView): void {
    this.#view = view;
    const acts = this.#waiting;
    this.#waiting = [];
    for (const act of acts) act(view);
  }

  /** Acts on the view, at once or as soon as there is one: a key that was pressed early is not lost. */
  soon(act: (view: CanvasView) => void): void {
    if (this.#view !== null) act(this.#view);
    else this.#waiting.push(act);
  }

  /** The view, where there is one. */
  get view(): CanvasView | null {
    return this.#view;
  }
}
