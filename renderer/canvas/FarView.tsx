import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { GraphGroup } from '../../shared/graph/document.ts';
import { runView } from '../run/run-view.ts';
import { documents } from '../stores/document-store.ts';
import { selection } from '../stores/selection-store.ts';
import { settings, useSettings } from '../stores/settings-store.ts';
import { textIn } from '../text/text.ts';
import { STATE, STATES } from '../trace/states.ts';
import { marksOf } from './block-marks.ts';
import { hatchesOf, readColours, type Colours } from './colours.ts';
import { faceOf, shapeOf } from './geometry.ts';
import { fitText, textWidth } from './text-width.ts';
import { endsOf } from './to-flow.ts';
import { routeOf } from './wire.ts';

/** The drawing from far away, on one canvas: state fills the block, and only what is marked or stuck has a name. */
export const FarView = () => {
  const element = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const look = useSettings((state) => `${state.theme} ${state.contrast}`);

  useEffect(() => {
    const canvas = element.current;
    const to = canvas?.getContext('2d');
    if (canvas === null || to == null) return;
    const colours = readColours(canvas);
    const hatches = hatchesOf(colours);
    let asked = 0;
    const paint = (): void => {
      asked = 0;
      const { transform, width, height } = store.getState();
      const ratio = window.devicePixelRatio;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      to.setTransform(ratio, 0, 0, ratio, 0, 0);
      paintFar(to, { x: transform[0], y: transform[1], zoom: transform[2], width, height }, colours, hatches);
    };
    const ask = (): void => {
      if (asked === 0) asked = requestAnimationFrame(paint);
    };
    const stops = [
      store.subscribe(ask),
      documents.subscribe(ask),
      selection.subscribe(ask),
      runView.subscribe(ask),
    ];
    paint();
    return () => {
      cancelAnimationFrame(asked);
      for (const stop of stops) stop();
    };
  }, [store, look]);
  return <canvas ref={element} className="cv-far" aria-hidden="true" />;
};

interface FarSight {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

function paintFar(
  ink: CanvasRenderingContext2D,
  { x, y, zoom, width, height }: FarSight,
  colours: Colours,
  hatches: readonly (CanvasPattern | string)[],
): void {
  const { document } = documents.get();
  const frame = runView.get();
  const { selection: marked, pointed } = selection.get();
  const t = textIn(settings.get().locale);
  const named = new Set<string>(marked.nodes);
  if (pointed !== null) named.add(pointed);

  ink.lineWidth = 1;
  for (const group of Object.values<GraphGroup>(document.groups)) {
    ink.fillStyle = colours.selectFill;
    ink.strokeStyle = colours.line;
    ink.beginPath();
    ink.roundRect(group.x * zoom + x, group.y * zoom + y, group.width * zoom, group.height * zoom, 4);
    ink.fill();
    ink.stroke();
  }

  ink.strokeStyle = colours.wireQuiet;
  ink.beginPath();
  for (const edge of Object.values(document.edges)) {
    const ends = endsOf(document, edge);
    if (ends === null) continue;
    const [a, b] = ends;
    // References are seen from far away only where somebody points at one of their ends.
    const route = routeOf(a, b);
    if (route.is === 'square' && !named.has(edge.from.node) && !named.has(edge.to.node)) continue;
    const [x1, y1, x2, y2] = [a.x * zoom + x, a.y * zoom + y, b.x * zoom + x, b.y * zoom + y];
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height)
      continue;
    ink.moveTo(x1, y1);
    if (route.is === 'square') {
      for (const spot of route.points) ink.lineTo(spot.x * zoom + x, spot.y * zoom + y);
      continue;
    }
    const out = Math.max(8, Math.abs(x2 - x1) / 2);
    ink.bezierCurveTo(x1 + out, y1, x2 - out, y2, x2, y2);
  }
  ink.stroke();

  const labels: { text: string; x: number; y: number }[] = [];
  for (const { node, state, fill } of marksOf(document, frame)) {
    const shape = shapeOf(node);
    // Small is still there to be seen and to be hit.
    const w = Math.max(6, shape.width * zoom);
    const whole = Math.max(4, shape.height * zoom);
    // A channel is flatter than what does things, and lies on the line of the ports.
    const h = faceOf(node.kind) === 'channel' ? Math.max(4, whole * 0.5) : whole;
    const [left, top] = [node.x * zoom + x, node.y * zoom + y + (whole - h)];
    if (left > width || left + w < 0 || top > height || top + h < 0) continue;
    ink.beginPath();
    ink.roundRect(left, top, w, h, 2);
    ink.fillStyle = state >= 0 ? (hatches[state] ?? colours.block) : colours.block;
    ink.fill();
    ink.strokeStyle = state >= 0 ? colours.surface : colours.ink3;
    ink.lineWidth = 1;
    ink.stroke();
    if (fill > 0) {
      ink.fillStyle = colours.ink2;
      ink.fillRect(left + 1, top + 1, Math.max(1, (w - 2) * fill), Math.max(1, h - 2));
    }
    if (named.has(node.id)) {
      ink.strokeStyle = colours.select;
      ink.lineWidth = 2;
      ink.beginPath();
      ink.roundRect(left - 3, top - 3, w + 6, h + 6, 4);
      ink.stroke();
    }
    if (named.has(node.id) || state === STATE.panic) {
      const word = state >= 0 ? t(`state.${STATES[state]!}`) : '';
      labels.push({
        text: word === '' ? node.name : t('canvas.far', { name: node.name, state: word }),
        x: left + w / 2,
        y: top - 8,
      });
    }
  }

  ink.textAlign = 'center';
  ink.textBaseline = 'middle';
  ink.font = `560 11px ${colours.ui}`;
  for (const label of labels.slice(0, 60)) {
    const text = fitText(label.text, 220, 11, 'name');
    const w = textWidth(text, 11, 'name') + 14;
    ink.fillStyle = colours.ink;
    ink.beginPath();
    ink.roundRect(label.x - w / 2, label.y - 9, w, 18, 3);
    ink.fill();
    ink.fillStyle = colours.inkInverse;
    ink.fillText(text, label.x, label.y);
  }
}
