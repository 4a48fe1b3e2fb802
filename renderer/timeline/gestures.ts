import { GUTTER, RULER, type Act } from './protocol.ts';
import { Touches } from './touches.ts';

/** What plain dragging does; Shift does the other. */
export type DragMode = 'select' | 'pan';

/** Pixels of the wheel for one lane: a notch of a mouse is two or three. */
const WHEEL_PER_LANE = 40;

/** Pixels a pointer may move and still click. */
const CLICK = 3;

/**
 * Mouse, pen and wheel on the timeline, as acts. Everything they do can be done by keys as well.
 *  - drag: selects a stretch, or pans; Shift swaps the two, the middle button always pans;
 *  - drag on the ruler: looks at that moment;
 *  - click: selects; double click: fits;
 *  - wheel: scrolls lanes; with Shift pans; with Ctrl or Cmd, as a trackpad's pinch is told, zooms at the pointer;
 *  - fingers: see `Touches`.
 */
export function attachGestures(
  element: HTMLElement,
  mode: () => DragMode,
  laneHeight: () => number,
  act: (act: Act) => void,
): () => void {
  const touches = new Touches(laneHeight);
  const all = (acts: readonly Act[]): void => {
    for (const each of acts) act(each);
  };
  /** Pixels of the wheel that are no whole lane yet: a trackpad tells them one by one. */
  let wheeled = 0;
  let drag: {
    kind: 'area' | 'pan' | 'ruler';
    x: number;
    y: number;
    lastX: number;
    lastY: number;
    moved: boolean;
  } | null = null;

  const point = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const down = (event: PointerEvent): void => {
    const { x, y } = point(event);
    if (event.pointerType === 'touch') return all(touches.down(event.pointerId, x, y));
    if (event.button > 1) return;
    const pans = event.button === 1 || (mode() === 'pan') !== event.shiftKey;
    const kind = y < RULER && x >= GUTTER ? 'ruler' : pans ? 'pan' : 'area';
    drag = { kind, x, y, lastX: x, lastY: y, moved: false };
    element.setPointerCapture(event.pointerId);
    if (event.button === 1) event.preventDefault();
    if (kind === 'ruler') act({ is: 'moment', x });
  };

  const move = (event: PointerEvent): void => {
    const { x, y } = point(event);
    if (event.pointerType === 'touch') return all(touches.move(event.pointerId, x, y));
    act({ is: 'hover', at: { x, y } });
    if (drag === null) return;
    drag.moved ||= Math.abs(x - drag.x) > CLICK || Math.abs(y - drag.y) > CLICK;
    if (!drag.moved) return;
    if (drag.kind === 'pan') act({ is: 'pan', pixels: drag.lastX - x });
    else if (drag.kind === 'ruler') act({ is: 'moment', x: Math.max(GUTTER, x) });
    else act({ is: 'area', from: Math.max(GUTTER, drag.x), to: Math.max(GUTTER, x) });
    drag.lastX = x;
    drag.lastY = y;
  };

  const up = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return all(touches.up(event.pointerId));
    const { x, y } = point(event);
    if (drag !== null && !drag.moved && drag.kind !== 'ruler') act({ is: 'select', x, y });
    drag = null;
  };

  const cancel = (event: PointerEvent): void => {
    touches.cancel(event.pointerId);
    drag = null;
  };

  const leave = (): void => act({ is: 'hover', at: null });

  const doubleClick = (): void => act({ is: 'fit-selection' });

  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    if (event.ctrlKey || event.metaKey) {
      act({ is: 'zoom', factor: 2 ** ((-event.deltaY * lines) / 120), x: point(event).x });
      return;
    }
    const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (across !== 0) act({ is: 'pan', pixels: across * lines });
    if (!event.shiftKey && event.deltaY !== 0) {
      wheeled += event.deltaY * lines;
      const lanes = Math.trunc(wheeled / WHEEL_PER_LANE);
      wheeled -= lanes * WHEEL_PER_LANE;
      if (lanes !== 0) act({ is: 'scroll', lanes });
    }
  };

  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', cancel);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('dblclick', doubleClick);
  element.addEventListener('wheel', wheel, { passive: false });
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', cancel);
    element.removeEventListener('pointerleave', leave);
    element.removeEventListener('dblclick', doubleClick);
    element.removeEventListener('wheel', wheel);
  };
}
