import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, type PointerEvent, type RefObject } from 'react';
import type { Box } from '../../shared/graph/edits.ts';
import { runView } from '../run/run-view.ts';
import { documents } from '../stores/document-store.ts';
import { useSettings } from '../stores/settings-store.ts';
import { useText } from '../text/text.ts';
import { marksOf } from './block-marks.ts';
import { readColours, type Colours } from './colours.ts';
import { around, boundsOf, boxOfNode, type CanvasView } from './view.ts';

const SIZE = { width: 150, height: 86 } as const;
const INSET = 6;
/** How often it follows the run, in milliseconds. */
const EVERY = 150;

/** The whole drawing in a corner, with the part in view. Press or drag to go there. */
export const Minimap = ({ view }: { readonly view: RefObject<CanvasView | null> }) => {
  const t = useText();
  const element = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const look = useSettings((state) => `${state.theme} ${state.contrast}`);
  const drawn = useRef<{ readonly box: Box; readonly scale: number } | null>(null);

  useEffect(() => {
    const canvas = element.current;
    const to = canvas?.getContext('2d');
    if (canvas === null || to == null) return;
    const colours = readColours(canvas);
    let asked = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const paint = (): void => {
      asked = 0;
      const ratio = window.devicePixelRatio;
      canvas.width = SIZE.width * ratio;
      canvas.height = SIZE.height * ratio;
      to.setTransform(ratio, 0, 0, ratio, 0, 0);
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const inView = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      drawn.current = paintMap(to, inView, colours);
    };
    const ask = (): void => {
      if (asked === 0) asked = requestAnimationFrame(paint);
    };
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        ask();
      }, EVERY);
    };
    const stops = [store.subscribe(ask), documents.subscribe(ask), runView.subscribe(later)];
    paint();
    return () => {
      cancelAnimationFrame(asked);
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [store, look]);

  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.buttons === 0 || drawn.current === null || view.current === null) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { box, scale } = drawn.current;
    const flow = view.current.flow;
    void flow.setCenter(
      box.x + (event.clientX - left - INSET) / scale,
      box.y + (event.clientY - top - INSET) / scale,
      {
        zoom: flow.getZoom(),
        duration: 0,
      },
    );
  };
  return (
    <canvas
      ref={element}
      className="cv-map nopan nowheel nodrag"
      style={SIZE}
      role="img"
      aria-label={t('canvas.minimap')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    />
  );
};

function paintMap(
  ink: CanvasRenderingContext2D,
  inView: Box,
  colours: Colours,
): { box: Box; scale: number } | null {
  ink.clearRect(0, 0, SIZE.width, SIZE.height);
  const { document } = documents.get();
  const all = boundsOf(document);
  if (all === null) return null;
  const whole = around([all, inView])!;
  const scale = Math.min((SIZE.width - 2 * INSET) / whole.width, (SIZE.height - 2 * INSET) / whole.height);
  // In the middle of what room there is.
  const box = {
    ...whole,
    x: whole.x - ((SIZE.width - 2 * INSET) / scale - whole.width) / 2,
    y: whole.y - ((SIZE.height - 2 * INSET) / scale - whole.height) / 2,
  };
  const put = ({ x, y, width, height }: Box): readonly [number, number, number, number] => [
    (x - box.x) * scale + INSET,
    (y - box.y) * scale + INSET,
    Math.max(1.5, width * scale),
    Math.max(1.5, height * scale),
  ];
  for (const { node, state } of marksOf(document, runView.get())) {
    ink.fillStyle = state >= 0 ? (colours.states[state] ?? colours.ink3) : colours.ink3;
    ink.fillRect(...put(boxOfNode(node)));
  }
  ink.strokeStyle = colours.lineStrong;
  ink.lineWidth = 1;
  ink.strokeRect(...put(inView));
  return { box, scale };
}
